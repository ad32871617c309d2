import { permissions, type Power } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { GivenPower, Stations } from '../roles/effective-permissions.ts';
import { listRolesById } from '../roles/role-queries.ts';

/** Powers that were asked for, with what they are about; refuses what is no power in this company. */
export async function resolvePowers(
  tx: Tx,
  wanted: { readonly companyId: string | null; readonly powers: readonly Power[]; readonly stations: Stations },
): Promise<GivenPower[]> {
  const roles = await listRolesById(
    tx,
    wanted.powers.flatMap(({ roleId }) => roleId ?? []),
  );
  const ofCompany = new Map(
    roles.flatMap((role) => (role.companyId === wanted.companyId ? [[role.roleId, role.permissions] as const] : [])),
  );
  const stationIds = new Set([...wanted.stations.values()].flat());
  return wanted.powers.map((power, index) => {
    const about = power.kind === 'role' ? ofCompany.get(power.roleId ?? '') : namedPermission(power);
    const isPlace = {
      company: power.scopeId === null,
      branch: wanted.stations.has(power.scopeId ?? ''),
      station: stationIds.has(power.scopeId ?? ''),
    }[power.scope];
    if (about === undefined) throw invalid(index, 'There is no such role or permission here.');
    if (!isPlace) throw invalid(index, 'There is no such branch or station of this company.');
    return { ...power, permissions: about };
  });
}

function namedPermission({ permission, roleId }: Power): readonly string[] | undefined {
  const known = permissions.find((each) => each === permission);
  return known === undefined || roleId !== null ? undefined : [known];
}

function invalid(index: number, sentence: string): DomainError {
  return new DomainError('POWER_INVALID', sentence, { field: `/body/powers/${index}` });
}

/** Two powers are the same if they say the same. */
export function keyOf({ kind, roleId, permission, scope, scopeId }: Power): string {
  return JSON.stringify([kind, roleId, permission, scope, scopeId]);
}
