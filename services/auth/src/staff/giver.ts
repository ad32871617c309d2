import { DomainError } from '@safiri/kernel';
import type { EffectivePermission } from '@safiri/contracts';
import { isPlatform, mayActFor, type AccountActor, type Tx } from '@safiri/runtime';
import {
  effectivePermissions,
  holdsAt,
  wholeCompany,
  type GivenPower,
  type Scope,
  type Stations,
} from '../roles/effective-permissions.ts';
import { lockTenant } from '../tenants/tenant-queries.ts';
import { listPowers, listStations } from './power-queries.ts';
import { findStaff } from './staff-queries.ts';

/** Whoever changes what others may do, with what they may do themselves at this moment. */
export type Giver = {
  readonly accountId: string;
  /** Whether they belong to the company, or the platform, whose staff they change: colleagues, not the platform helping. */
  readonly isColleague: boolean;
  readonly held: ReadonlyMap<string, EffectivePermission>;
  readonly stations: Stations;
};

/**
 * Changes of one company's staff are made one after the other: of two admins who remove each other at once, the second has
 * nothing left to do it with. What the giver may do is read then, and not taken from the token.
 */
export async function lockStaffOf(tx: Tx, actor: AccountActor, companyId: string | null): Promise<Giver> {
  refuseOthers(actor, companyId);
  if (isPlatform(actor)) await lockTenant(tx, null);
  if (companyId !== null) {
    const tenant = await lockTenant(tx, companyId);
    if (tenant === undefined) throw noSuchCompany();
    if (tenant.status !== 'active' && !isPlatform(actor))
      throw new DomainError('FORBIDDEN', 'This company is suspended or closed: nothing is changed.');
  }
  const self = await findStaff(tx, actor.subjectId);
  const isActive = self !== undefined && !self.deactivated && self.companyId === actor.companyId;
  const stations = await listStations(tx, companyId);
  const powers = isActive ? ((await listPowers(tx, [actor.subjectId])).get(actor.subjectId) ?? []) : [];
  const held = new Map(effectivePermissions(powers, stations).map((each) => [each.permission, each]));
  return { accountId: actor.subjectId, isColleague: actor.companyId === companyId, held, stations };
}

/** Whose staff it is: NOT_FOUND for a company that is not theirs, as for one that is not there. */
export function refuseOthers(actor: AccountActor, companyId: string | null): void {
  const may = companyId === null ? isPlatform(actor) : mayActFor(actor, companyId);
  if (!may) throw noSuchCompany();
}

function noSuchCompany(): DomainError {
  return new DomainError('NOT_FOUND', 'No such company of yours.');
}

export function giverHolds(giver: Giver, permission: string, scope: Scope): boolean {
  return holdsAt(giver.held.get(permission), scope, giver.stations);
}

/** Refuses to touch what the giver could not do themselves there, whichever way it changes. */
export function requireHeld(giver: Giver, permissions: readonly string[], scope: Scope): void {
  const missing = ['staff:write', ...permissions].find((permission) => !giverHolds(giver, permission, scope));
  if (missing !== undefined)
    throw new DomainError(
      'MORE_THAN_OWN',
      `You do not hold ${missing} there yourself, so you cannot give or take it.`,
      {
        permission: missing,
      },
    );
}

export function requireHeldAll(giver: Giver, powers: readonly GivenPower[]): void {
  for (const power of powers) requireHeld(giver, power.permissions, power);
}

/** Refuses to touch a person of whose powers the giver does not hold each one, where they hold it. */
export async function requireAllOf(tx: Tx, giver: Giver, accountId: string): Promise<void> {
  const powers = (await listPowers(tx, [accountId])).get(accountId) ?? [];
  if (powers.length === 0) requireHeld(giver, [], wholeCompany);
  requireHeldAll(giver, powers);
}
