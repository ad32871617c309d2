import {
  createGuest,
  createStaff,
  getAuthSealingKeys,
  getJwks,
  getMyAccount,
  registerAccount,
  signIn,
} from '@safiri/contracts';
import { route, sealingKeysRoute, type Route } from '@safiri/runtime';
import { createStaffAccount } from './accounts/create-staff-account.ts';
import { getOwnAccount } from './accounts/get-own-account.ts';
import { register } from './accounts/register.ts';
import { signInWithPassword } from './accounts/sign-in-with-password.ts';
import type { Ctx } from './context.ts';
import { listJwks } from './keys/list-jwks.ts';
import { beginAsGuest } from './tokens/begin-as-guest.ts';

export function routes(ctx: Ctx): Route[] {
  return [
    route(registerAccount, (request) => register(ctx, request)),
    route(signIn, (request) => signInWithPassword(ctx, request)),
    route(createGuest, () => beginAsGuest(ctx)),
    route(getMyAccount, (request) => getOwnAccount(ctx, request)),
    route(createStaff, (request) => createStaffAccount(ctx, request)),
    route(getJwks, async () => listJwks(ctx)),
    sealingKeysRoute(getAuthSealingKeys, ctx),
  ];
}
