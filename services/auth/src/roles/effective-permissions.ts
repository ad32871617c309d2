import type { EffectivePermission, HeldPermission, PermissionSet, Power } from '@safiri/contracts';

/** A power with what it is about: the permissions of its role, or the one it names. */
export type GivenPower = Power & { readonly permissions: readonly string[] };
export type Scope = Pick<Power, 'scope' | 'scopeId'>;
/** Stations by the branch they belong to. */
export type Stations = ReadonlyMap<string, readonly string[]>;

export const wholeCompany: Scope = { scope: 'company', scopeId: null };

/**
 * What comes of all that somebody was given: roles and grants together, less every denial. A permission holds everywhere
 * but at the places that are denied, or at the places it was given for.
 */
export function effectivePermissions(powers: readonly GivenPower[], stations: Stations): EffectivePermission[] {
  const names = [...new Set(powers.flatMap(({ permissions }) => permissions))].toSorted();
  return names.map((permission) => {
    const from = powers.flatMap((power, index) => (power.permissions.includes(permission) ? [index] : []));
    const speaking = powers.filter(({ permissions }) => permissions.includes(permission));
    return { permission, ...reachOf(speaking, stations), from };
  });
}

function reachOf(speaking: readonly GivenPower[], stations: Stations): Pick<HeldPermission, 'everywhere' | 'places'> {
  const denials = speaking.filter(({ kind }) => kind === 'deny');
  const gifts = speaking.filter(({ kind }) => kind !== 'deny');
  if (denials.some(({ scope }) => scope === 'company')) return { everywhere: false, places: [] };
  const denied = new Set(denials.flatMap((denial) => placesOf(denial, stations)));
  if (gifts.some(({ scope }) => scope === 'company')) return { everywhere: true, places: [...denied].toSorted() };
  const given = new Set(gifts.flatMap((gift) => placesOf(gift, stations)));
  return { everywhere: false, places: [...given].filter((place) => !denied.has(place)).toSorted() };
}

/** A branch is a place itself, for its drawers, and its stations are places. */
function placesOf({ scopeId }: Scope, stations: Stations): readonly string[] {
  return scopeId === null ? [] : [scopeId, ...(stations.get(scopeId) ?? [])];
}

/** Whether a permission holds at the whole of a scope. */
export function holdsAt(
  held: Pick<HeldPermission, 'everywhere' | 'places'> | undefined,
  scope: Scope,
  stations: Stations,
): boolean {
  if (held === undefined) return false;
  if (scope.scope === 'company') return held.everywhere && held.places.length === 0;
  return placesOf(scope, stations).every((place) => held.places.includes(place) !== held.everywhere);
}

/** What a token stands for: without the places in the list of powers, and without what is denied everywhere. */
export function permissionSetOf(effective: readonly EffectivePermission[]): PermissionSet {
  return {
    held: effective
      .filter(({ everywhere, places }) => everywhere || places.length > 0)
      .map(({ permission, everywhere, places }) => ({ permission, everywhere, places })),
  };
}
