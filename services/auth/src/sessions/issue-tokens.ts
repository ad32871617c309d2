import { permissionsByPurpose, type Account, type PermissionSet, type SessionTokens } from '@safiri/contracts';
import type { AccessClaims, Tx } from '@safiri/runtime';
import { findAccount } from '../accounts/account-queries.ts';
import type { Ctx } from '../context.ts';
import type { StoredDevice } from '../devices/device-queries.ts';
import { keepPermissionSet } from '../roles/permission-sets.ts';
import { findStanding } from '../staff/standing.ts';
import { signAccessToken } from './sign-access-token.ts';

/** Who a session is for: an account as it stands, on the device whose key its tokens are bound to or on none, or a guest, who is nothing but an id. */
export type Subject =
  | {
      readonly kind: 'account';
      readonly account: Account;
      /** Hash of what they may do. */
      readonly roles: string | undefined;
      readonly readOnly: boolean;
      readonly freshUntil: Date | undefined;
      readonly device: StoredDevice | null;
    }
  | { readonly kind: 'guest'; readonly subjectId: string };

/** A session as a transaction has left it: what its next tokens say. */
export type TokenGrounds = {
  readonly subject: Subject;
  readonly sessionId: string;
  readonly newestRevocation: number;
  readonly refreshToken: string;
  readonly refreshBy: Date;
};

export async function issueTokens(ctx: Ctx, grounds: TokenGrounds): Promise<SessionTokens> {
  const { sessionId, refreshToken, refreshBy } = grounds;
  const signed = await signAccessToken(ctx, {
    ...claimsOf(grounds.subject),
    sid: sessionId,
    rev: grounds.newestRevocation,
  });
  return { ...signed, sessionId, refreshToken, refreshBy: refreshBy.toISOString() };
}

/** The account as it stands now, with the hash of what it may do, on a device or anywhere; undefined when it is gone. */
export async function findAccountSubject(
  tx: Tx,
  accountId: string,
  device: StoredDevice | null,
): Promise<Extract<Subject, { kind: 'account' }> | undefined> {
  const account = await findAccount(tx, accountId);
  if (account === undefined) return undefined;
  const { permissions, secondFactorDue, ...standing } = await findStanding(tx, accountId);
  const roles = await keepPermissionSet(tx, allowedOn(device, permissions));
  const readOnly = standing.readOnly || (secondFactorDue && device === null);
  return { kind: 'account', account, roles, device, ...standing, readOnly };
}

function claimsOf(subject: Subject): Omit<AccessClaims, 'sid' | 'rev' | 'jti'> {
  if (subject.kind === 'guest') return { sub: subject.subjectId, kind: 'guest' };
  const { account, roles, device, readOnly, freshUntil } = subject;
  return {
    sub: account.accountId,
    kind: 'account',
    ...(account.companyId === null ? {} : { companyId: account.companyId }),
    ...(account.platform ? { platform: true } : {}),
    ...(roles === undefined ? {} : { roles }),
    ...(device === null ? {} : { device: device.deviceId, cnf: { jkt: device.keyThumbprint } }),
    ...(readOnly ? { readOnly: true } : {}),
    ...(freshUntil === undefined ? {} : { freshUntil: Math.ceil(freshUntil.getTime() / 1000) }),
  };
}

/** Six digits open no more than what the device is for. */
function allowedOn(device: StoredDevice | null, powers: PermissionSet): PermissionSet {
  if (device === null) return powers;
  const ofPurpose: ReadonlySet<string> = new Set(permissionsByPurpose[device.purpose]);
  return { held: powers.held.filter(({ permission }) => ofPurpose.has(permission)) };
}
