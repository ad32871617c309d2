import { randomInt } from 'node:crypto';
import { DomainError } from '@safiri/kernel';
import {
  permissionsByPurpose,
  type giveFirstPin,
  type listPinHolders,
  type OutputOf,
  type setMyPin,
} from '@safiri/contracts';
import {
  asService,
  holdsEverywhere,
  mayActFor,
  recordAct,
  transaction,
  type AccountActor,
  type Acting,
  type RequestOf,
} from '@safiri/runtime';
import { findAccount } from '../accounts/account-queries.ts';
import { checkPassword } from '../challenges/evidence.ts';
import type { Ctx } from '../context.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockDeviceSessionsOf } from '../sessions/session-queries.ts';
import { findStanding } from '../staff/standing.ts';
import { pinSet } from '../telemetry.ts';
import { hashPin } from './pin-hashing.ts';
import { listStaffWithPins, putPin } from './pin-queries.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import { isEasyPin } from './pin-rules.ts';
import { easyPin } from './sign-in-with-pin.ts';

/** A weekend and a shift pattern long. */
const firstPinDays = 7;

export async function setOwnPin(ctx: Ctx, request: RequestOf<typeof setMyPin>): Promise<OutputOf<typeof setMyPin>> {
  const { actor, body } = request;
  const accountId = actor.subjectId;
  const { companyId } = actor;
  if (companyId === null) throw new DomainError('PIN_NOT_FOR_YOU', 'PINs are for staff who work with devices.');
  if (isEasyPin(body.pin)) throw easyPin('/body/pin');
  const checked = await checkPassword(ctx, { accountId, password: body.password, caller: request });
  if (checked.waitSeconds > 0) throw tooManyTries(checked.waitSeconds);
  if (!checked.isPasswordRight)
    throw new DomainError('PASSWORD_WRONG', 'This is not your password.', { field: '/body/password' });
  const changedAt = await put(ctx, request, { accountId, companyId, pin: body.pin, firstUntil: null });
  return { changedAt: changedAt.toISOString() };
}

/** Random, so that nobody gives all of their drivers the same. */
export async function giveFirst(
  ctx: Ctx,
  request: RequestOf<typeof giveFirstPin>,
): Promise<OutputOf<typeof giveFirstPin>> {
  const { accountId } = request.params;
  const account = await transaction(ctx.db, asService, async (tx) => await findAccount(tx, accountId));
  if (account === undefined || account.companyId === null || !mayActFor(request.actor, account.companyId))
    throw new DomainError('NOT_FOUND', 'No such person of yours.');
  await requireAllPowers(ctx, request.actor, accountId);
  const pin = randomPin();
  const until = new Date(ctx.clock.now().getTime() + firstPinDays * 86_400_000);
  await put(ctx, request, { accountId, companyId: account.companyId, pin, firstUntil: until });
  return { pin, until: until.toISOString() };
}

/** Whoever knows a PIN can work as its person: nobody makes one for somebody who may do on devices what they may not. */
async function requireAllPowers(ctx: Ctx, actor: AccountActor, accountId: string): Promise<void> {
  const { permissions } = await transaction(ctx.db, asService, async (tx) => await findStanding(tx, accountId));
  const onDevices = Object.values(permissionsByPurpose).flat();
  const theirs = onDevices.filter((permission) => permissions.held.some((each) => each.permission === permission));
  if (!theirs.every((permission) => holdsEverywhere(actor, permission)))
    throw new DomainError('FORBIDDEN', 'This person may do what you may not. Ask somebody who may do it too.');
}

export async function listHolders(
  ctx: Ctx,
  { actor, query: { companyId } }: RequestOf<typeof listPinHolders>,
): Promise<OutputOf<typeof listPinHolders>> {
  if (!mayActFor(actor, companyId)) throw new DomainError('NOT_FOUND', 'No such company of yours.');
  const now = ctx.clock.now();
  return { people: await transaction(ctx.db, asService, async (tx) => await listStaffWithPins(tx, companyId, now)) };
}

type NewPin = {
  readonly accountId: string;
  readonly pin: string;
  readonly companyId: string;
  readonly firstUntil: Date | null;
};

/** Ends what was begun with the PIN before. */
async function put(ctx: Ctx, by: Acting & { readonly actor: AccountActor }, given: NewPin): Promise<Date> {
  const { accountId, companyId, pin, firstUntil } = given;
  const hash = await hashPin(ctx, { accountId, pin });
  const changedAt = ctx.clock.now();
  await transaction(ctx.db, asService, async (tx) => {
    await putPin(tx, { accountId, hash, firstUntil, changedAt });
    const thing = { kind: 'PIN', id: accountId };
    await recordAct(tx, by, { company: companyId, thing, before: null, after: { firstUntil } });
    const sessionIds = await lockDeviceSessionsOf(tx, accountId);
    await endSessions(ctx, tx, { sessionIds, because: 'ended-elsewhere' });
  });
  pinSet(ctx.log, { accountId, by: by.actor.subjectId });
  return changedAt;
}

function randomPin(): string {
  const pin = String(randomInt(1_000_000)).padStart(6, '0');
  return isEasyPin(pin) ? randomPin() : pin;
}
