import type { getStaffPerson, listStaff, OutputOf, StaffMember, StaffPerson } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import {
  asService,
  isPlatform,
  mayActAt,
  mayActFor,
  transaction,
  type AccountActor,
  type RequestOf,
  type Tx,
} from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { effectivePermissions, type GivenPower } from '../roles/effective-permissions.ts';
import { refuseOthers } from './giver.ts';
import { listPowers, listStations } from './power-queries.ts';
import { findStaff, listStaffRows, staffPageSize, type StaffRow } from './staff-queries.ts';

/** Whoever may see staff at some places only sees those who have powers there. */
export async function listStaffOf(
  ctx: Ctx,
  { actor, query }: RequestOf<typeof listStaff>,
): Promise<OutputOf<typeof listStaff>> {
  const companyId = query.companyId ?? null;
  refuseOthers(actor, companyId);
  return await transaction(ctx.db, asService, async (tx) => {
    const found = await listStaffRows(tx, { companyId, after: query.after });
    const page = found.slice(0, staffPageSize);
    const powers = await listPowers(
      tx,
      page.map(({ accountId }) => accountId),
    );
    const people = page.map((row) => memberOf(row, powers.get(row.accountId) ?? []));
    return { people: people.filter((person) => maySee(actor, person)), more: found.length > staffPageSize };
  });
}

export async function readStaffPerson(
  ctx: Ctx,
  { actor, params }: RequestOf<typeof getStaffPerson>,
): Promise<StaffPerson> {
  return await transaction(ctx.db, asService, async (tx) => {
    const person = await getPerson(tx, params.accountId);
    if (!isOf(actor, person.companyId) || !maySee(actor, person)) throw noSuchPerson();
    return person;
  });
}

/** A person with all that comes of their powers, or NOT_FOUND. */
export async function getPerson(tx: Tx, accountId: string): Promise<StaffPerson> {
  const row = await findStaff(tx, accountId);
  if (row === undefined) throw noSuchPerson();
  const powers = (await listPowers(tx, [accountId])).get(accountId) ?? [];
  const effective = effectivePermissions(powers, await listStations(tx, row.companyId));
  return { ...memberOf(row, powers), effective };
}

function memberOf(row: StaffRow, powers: readonly GivenPower[]): StaffMember {
  return {
    ...row,
    powers: powers.map(({ kind, roleId, permission, scope, scopeId }) => ({
      kind,
      roleId,
      permission,
      scope,
      scopeId,
    })),
  };
}

export function isOf(actor: AccountActor, companyId: string | null): boolean {
  return companyId === null ? isPlatform(actor) : mayActFor(actor, companyId);
}

/** At one of the places where they have powers; who has some for the whole company is seen by whoever sees all of it. */
function maySee(actor: AccountActor, { powers }: StaffMember): boolean {
  return mayActAt(
    actor,
    'staff:write',
    powers.flatMap(({ scopeId }) => scopeId ?? []),
  );
}

export function noSuchPerson(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such person on your staff.');
}
