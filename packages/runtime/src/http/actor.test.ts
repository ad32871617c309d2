import { expect, it } from 'vitest';
import { mayActFor, type AccountActor } from './actor.ts';

const staff: AccountActor = {
  kind: 'account',
  subjectId: 'somebody',
  sessionId: 'somewhere',
  role: 'company-admin',
  companyId: 'a',
  permissions: new Set(),
};

it('staff act for their own company, the platform’s operator for any, and nobody else for one', () => {
  expect(mayActFor(staff, 'a')).toBe(true);
  expect(mayActFor(staff, 'b')).toBe(false);
  expect(mayActFor({ ...staff, role: 'super-admin', companyId: null }, 'b')).toBe(true);
  expect(mayActFor({ ...staff, role: 'super-admin' }, 'b')).toBe(false);
  expect(mayActFor({ ...staff, role: 'customer', companyId: null }, 'a')).toBe(false);
  expect(mayActFor({ ...staff, companyId: null }, 'a')).toBe(false);
});
