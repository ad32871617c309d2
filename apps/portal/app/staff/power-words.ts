import type { Power } from '@safiri/contracts';

/** A power as a page shows it. */
export type ShownPower = {
  readonly kind: Power['kind'];
  /** The role's name, or the permission. */
  readonly what: string;
  /** The name of the branch, or the number of the station; null for the whole company. */
  readonly where: string | null;
  /** As the form sends it back. */
  readonly value: string;
};

export type Names = { readonly roles: ReadonlyMap<string, string>; readonly places: ReadonlyMap<string, string> };

export function showPower(power: Power, { roles, places }: Names): ShownPower {
  return {
    kind: power.kind,
    what: power.roleId === null ? (power.permission ?? '') : (roles.get(power.roleId) ?? power.roleId),
    where: power.scopeId === null ? null : (places.get(power.scopeId) ?? power.scopeId),
    value: writePower(power),
  };
}

export function writePower({ kind, roleId, permission, scope, scopeId }: Power): string {
  return [kind, roleId ?? permission ?? '', scope, scopeId ?? ''].join('|');
}

/** What one of our forms carried; anything else is no power. */
export function readPower(value: string): Power | undefined {
  const [kind = '', what = '', scope = '', scopeId = ''] = value.split('|');
  const kinds = ['role', 'grant', 'deny'] as const;
  const scopes = ['company', 'branch', 'station'] as const;
  const known = kinds.find((each) => each === kind);
  const at = scopes.find((each) => each === scope);
  if (known === undefined || at === undefined || what === '') return undefined;
  return {
    kind: known,
    roleId: known === 'role' ? what : null,
    permission: known === 'role' ? null : what,
    scope: at,
    scopeId: scopeId === '' ? null : scopeId,
  };
}
