import { expect, it } from 'vitest';
import { holds, holdsEverywhere, isPlatform, mayActAt, mayActFor, type AccountActor } from './actor.ts';

const staff: AccountActor = {
  kind: 'account',
  subjectId: 'somebody',
  sessionId: 'somewhere',
  companyId: 'a',
  platform: false,
  permissions: new Map(),
  readOnly: false,
  freshUntil: null,
  deviceId: null,
  supportId: null,
};

it('staff act for their own company, the platform’s operator for any, and nobody else for one', () => {
  expect(mayActFor(staff, 'a')).toBe(true);
  expect(mayActFor(staff, 'b')).toBe(false);
  expect(mayActFor({ ...staff, platform: true, companyId: null }, 'b')).toBe(true);
  expect(mayActFor({ ...staff, platform: true }, 'b')).toBe(false);
  expect(mayActFor({ ...staff, companyId: null }, 'a')).toBe(false);
});

it('the platform’s own staff belong to no company', () => {
  expect(isPlatform({ ...staff, platform: true, companyId: null })).toBe(true);
  expect(isPlatform({ ...staff, platform: true })).toBe(false);
  expect(isPlatform({ ...staff, companyId: null })).toBe(false);
});

it('a permission holds at its places, or everywhere but at them', () => {
  const reach = (everywhere: boolean, places: readonly string[]): AccountActor => ({
    ...staff,
    permissions: new Map([['seat:sell', { everywhere, places: new Set(places) }]]),
  });
  const [all, two, allButTwo] = [reach(true, []), reach(false, ['x', 'y']), reach(true, ['x', 'y'])];
  const may = (actor: AccountActor, ...places: string[]): boolean => mayActAt(actor, 'seat:sell', places);
  expect([all, two, allButTwo].map((actor) => holdsEverywhere(actor, 'seat:sell'))).toEqual([true, false, false]);
  expect([all, two, allButTwo].map((actor) => may(actor, 'x'))).toEqual([true, true, false]);
  expect([all, two, allButTwo].map((actor) => may(actor, 'z'))).toEqual([true, false, true]);
  expect([all, two, allButTwo].map((actor) => may(actor, 'x', 'z'))).toEqual([true, true, true]);
  expect([all, two, allButTwo].map((actor) => may(actor))).toEqual([true, false, false]);
  expect(holds(two, 'seat:sell')).toBe(true);
  expect(holds(two, 'seat:keep') || holdsEverywhere(all, 'seat:keep')).toBe(false);
  expect(mayActAt(all, 'seat:keep', ['x'])).toBe(false);
});
