import fc from 'fast-check';
import { expect, it } from 'vitest';
import { effectivePermissions, holdsAt, type GivenPower, type Stations } from './effective-permissions.ts';

const stations: Stations = new Map([
  ['branch-1', ['a', 'b']],
  ['branch-2', ['c']],
  ['branch-3', []],
]);
/** Every place there is, and one that nobody has named yet. */
const places = ['branch-1', 'branch-2', 'branch-3', 'a', 'b', 'c', 'elsewhere'];
const names = ['seat:sell', 'seat:keep', 'trip:cancel'];

const scope = fc.oneof(
  fc.constant({ scope: 'company', scopeId: null } as const),
  fc.constantFrom('branch-1', 'branch-2', 'branch-3').map((scopeId) => ({ scope: 'branch', scopeId }) as const),
  fc.constantFrom('a', 'b', 'c').map((scopeId) => ({ scope: 'station', scopeId }) as const),
);
const power: fc.Arbitrary<GivenPower> = fc
  .tuple(scope, fc.constantFrom('role', 'grant', 'deny'), fc.subarray(names))
  .map(([where, kind, permissions]): GivenPower => ({
    ...where,
    kind,
    permissions: kind === 'role' ? permissions : permissions.slice(0, 1),
    roleId: kind === 'role' ? 'r' : null,
    permission: kind === 'role' ? null : (permissions[0] ?? null),
  }));

/** The rule in one sentence: something gives it there, and nothing denies it there. */
function isAllowed(powers: readonly GivenPower[], permission: string, place: string): boolean {
  const speaking = powers.filter((each) => each.permissions.includes(permission) && covers(each, place));
  return speaking.some(({ kind }) => kind !== 'deny') && !speaking.some(({ kind }) => kind === 'deny');
}

function covers({ scope: kind, scopeId }: GivenPower, place: string): boolean {
  if (kind === 'company') return true;
  return scopeId === place || (stations.get(scopeId ?? '') ?? []).includes(place);
}

it('a permission holds exactly where something gives it and nothing denies it', () => {
  fc.assert(
    fc.property(fc.array(power, { maxLength: 6 }), (powers) => {
      const effective = new Map(effectivePermissions(powers, stations).map((each) => [each.permission, each]));
      for (const permission of names)
        for (const place of places) {
          const held = effective.get(permission);
          const holds = held !== undefined && held.places.includes(place) !== held.everywhere;
          expect({ permission, place, holds }).toEqual({
            permission,
            place,
            holds: isAllowed(powers, permission, place),
          });
        }
    }),
    { numRuns: 500 },
  );
});

it('somebody holds a permission at a scope if they hold it at every place of it', () => {
  fc.assert(
    fc.property(fc.array(power, { maxLength: 5 }), scope, fc.constantFrom(...names), (powers, where, permission) => {
      const held = effectivePermissions(powers, stations).find((each) => each.permission === permission);
      const covered = { ...where, kind: 'grant', permissions: [], roleId: null, permission: null } as const;
      const inScope = places.filter((place) => covers(covered, place));
      expect(holdsAt(held, where, stations)).toBe(inScope.every((place) => isAllowed(powers, permission, place)));
    }),
    { numRuns: 500 },
  );
});

it('each permission says which powers speak of it', () => {
  const given = (kind: 'grant' | 'deny', permission: string): GivenPower => ({
    kind,
    permission,
    roleId: null,
    scope: 'company',
    scopeId: null,
    permissions: [permission],
  });
  expect(effectivePermissions([given('grant', 'a'), given('grant', 'b'), given('deny', 'a')], stations)).toEqual([
    { permission: 'a', everywhere: false, places: [], from: [0, 2] },
    { permission: 'b', everywhere: true, places: [], from: [1] },
  ]);
});
