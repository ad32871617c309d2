import type { Power, setPowers, StaffPerson } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { powersChanged } from '../telemetry.ts';
import { keyOf, resolvePowers } from './check-powers.ts';
import { lockStaffOf, requireHeldAll, type Giver } from './giver.ts';
import { keepingAnAdmin } from './last-admin.ts';
import { deletePowers, insertPowers, listPowers } from './power-queries.ts';
import { getPerson, isOf, noSuchPerson } from './read-staff.ts';
import { findStaff, raiseVersion, type StaffRow } from './staff-queries.ts';

type Request = RequestOf<typeof setPowers>;

/**
 * Gives a person these powers in place of those they have. Whatever differs, be it given or taken, has to be the giver's
 * own at that place: so nobody gives more than they have, and nobody takes it from those above them.
 */
export async function setPowersOf(ctx: Ctx, request: Request): Promise<StaffPerson> {
  const { actor, params, body } = request;
  return await transaction(ctx.db, asService, async (tx) => {
    const { person, giver } = await lockPerson(tx, request);
    const present = (await listPowers(tx, [params.accountId])).get(params.accountId) ?? [];
    const wanted = without(body.powers, present);
    const added = await resolvePowers(tx, { companyId: person.companyId, powers: wanted, stations: giver.stations });
    const removed = without(present, body.powers);
    if (added.length + removed.length === 0) return await getPerson(tx, params.accountId);
    if (person.version !== body.version)
      throw new DomainError('STAFF_CHANGED', 'Somebody changed this person meanwhile. Look again, and decide anew.');
    requireHeldAll(giver, [...added, ...removed]);
    await keepingAnAdmin(tx, person.companyId, async () => {
      await deletePowers(tx, params.accountId, removed);
      await insertPowers(tx, person, { powers: added, by: actor.subjectId, at: ctx.clock.now() });
    });
    const grew = added.some(({ kind }) => kind !== 'deny') || removed.some(({ kind }) => kind === 'deny');
    await raiseVersion(tx, params.accountId, grew && giver.isColleague ? ctx.clock.now() : null);
    await revoke(ctx, tx, { kind: 'account', ids: [params.accountId] });
    const after = await getPerson(tx, params.accountId);
    await recordAct(tx, request, {
      company: person.companyId,
      thing: { kind: 'staff', id: params.accountId },
      before: { powers: present.map(keyOf) },
      after: { powers: after.powers.map(keyOf) },
    });
    powersChanged(ctx.log, { accountId: params.accountId, companyId: person.companyId, by: actor.subjectId });
    return after;
  });
}

/** The person, whose company's staff nobody else changes meanwhile, and whoever changes them: never themselves. */
export async function lockPerson(
  tx: Tx,
  { actor, params }: Pick<Request, 'actor' | 'params'>,
): Promise<{ readonly person: StaffRow; readonly giver: Giver }> {
  const found = await findStaff(tx, params.accountId);
  if (found === undefined || !isOf(actor, found.companyId)) throw noSuchPerson();
  if (actor.subjectId === params.accountId)
    throw new DomainError('OWN_POWERS', 'What you may do yourself is decided by somebody else.');
  const giver = await lockStaffOf(tx, actor, found.companyId);
  const person = await findStaff(tx, params.accountId);
  if (person === undefined) throw noSuchPerson();
  return { person, giver };
}

function without<Each extends Power>(powers: readonly Each[], others: readonly Power[]): Each[] {
  const keys = new Set(others.map(keyOf));
  return powers.filter((power) => !keys.has(keyOf(power)));
}
