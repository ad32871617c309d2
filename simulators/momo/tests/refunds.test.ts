import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { member } from '@safiri/simulator-kit/testing';
import { simulate, type Simulated } from './simulated.ts';

let momo: Simulated;
beforeAll(async () => {
  momo = await simulate();
});
afterAll(() => momo.dispose());
afterEach(() => momo.control('DELETE', 'faults'));

async function paid(number = '250788000000'): Promise<string> {
  const referenceId = randomUUID();
  await momo.charge(number, { referenceId });
  await momo.quiet();
  return referenceId;
}

/** Asks for a refund and lets its usual time pass. */
async function refund(chargeId: string, amount: string) {
  const referenceId = randomUUID();
  const answer = await momo.refund(chargeId, amount, referenceId);
  await momo.advance(1);
  const { json } = await momo.refundStatus(referenceId);
  return { referenceId, answer, status: member(json, 'status'), reason: member(json, 'reason'), json };
}

async function refundedMinor(chargeId: string) {
  return member((await momo.control('GET', `transactions/${chargeId}`)).json, 'refundedMinor');
}

test('a refund answers 202, is pending, and then gives the payer the money back', async () => {
  const chargeId = await paid();
  const referenceId = randomUUID();
  const answer = await momo.refund(chargeId, '5000', referenceId);
  expect([answer.status, answer.text]).toEqual([202, '']);
  expect((await momo.refundStatus(referenceId)).json).toMatchObject({
    status: 'PENDING',
    payee: { partyIdType: 'MSISDN', partyId: '250788000000' },
  });
  await momo.advance(1);
  expect((await momo.refundStatus(referenceId)).json).toMatchObject({
    status: 'SUCCESSFUL',
    financialTransactionId: expect.any(String),
  });
  const { json } = await momo.control('GET', 'balances');
  expect(json).toMatchObject({
    balances: [
      { owner: 'MSISDN 250788000000', balanceMinor: 100_000_000 },
      { owner: 'merchant collection', balanceMinor: 5000 },
      { owner: 'merchant disbursement', balanceMinor: 999_995_000 },
    ],
  });
});

test('refunds in parts never give back more than the charge', async () => {
  const chargeId = await paid();
  expect((await refund(chargeId, '3000')).status).toBe('SUCCESSFUL');
  expect(await refund(chargeId, '2001')).toMatchObject({ status: 'FAILED', reason: 'NOT_ALLOWED' });
  expect((await refund(chargeId, '2000')).status).toBe('SUCCESSFUL');
  expect(await refund(chargeId, '1')).toMatchObject({ status: 'FAILED', reason: 'NOT_ALLOWED' });
  expect(await refundedMinor(chargeId)).toBe(5000);
});

test('of many full refunds at the same time one succeeds', async () => {
  const chargeId = await paid();
  const ids = Array.from({ length: 8 }, () => randomUUID());
  await Promise.all(ids.map((id) => momo.refund(chargeId, '5000', id)));
  await momo.advance(1);
  const statuses = await Promise.all(ids.map(async (id) => member((await momo.refundStatus(id)).json, 'status')));
  expect(statuses.filter((status) => status === 'SUCCESSFUL')).toHaveLength(1);
});

test('a refund that fails gives its part of the charge free again', async () => {
  const chargeId = await paid('250788000030');
  expect(await refund(chargeId, '5000')).toMatchObject({ status: 'FAILED', reason: 'PAYEE_NOT_ALLOWED_TO_RECEIVE' });
  expect(await refundedMinor(chargeId)).toBe(0);
  await momo.control('PUT', 'faults/refund/everyone', { answer: 'SUCCESSFUL' });
  expect((await refund(chargeId, '5000')).status).toBe('SUCCESSFUL');
});

test('a refund of a charge that has not succeeded fails', async () => {
  expect(await refund(await paid('250788000001'), '5000')).toMatchObject({ status: 'FAILED', reason: 'NOT_ALLOWED' });
});

test('an unknown charge is RESOURCE_NOT_FOUND, a used reference id RESOURCE_ALREADY_EXIST', async () => {
  const chargeId = await paid();
  expect((await momo.refund(randomUUID(), '5000')).status).toBe(404);
  const { referenceId } = await refund(chargeId, '100');
  const again = await momo.refund(chargeId, '100', referenceId);
  expect([again.status, member(again.json, 'code')]).toEqual([409, 'RESOURCE_ALREADY_EXIST']);
  expect((await momo.refund(chargeId, '100', chargeId)).status).toBe(409);
  expect(await refundedMinor(chargeId)).toBe(100);
  expect((await momo.refund('no charge', '100')).status).toBe(400);
});

test('numbers ending in 00032 and 00033 lose and refuse the POST of a refund', async () => {
  const lost = await refund(await paid('250788000032'), '5000');
  expect([lost.answer.status, lost.status]).toEqual([500, 'SUCCESSFUL']);
  const refused = await refund(await paid('250788000033'), '5000');
  expect([refused.answer.status, refused.status]).toEqual([503, undefined]);
});

test('numbers ending in 00031 and 00034 refund late and never', async () => {
  const late = await refund(await paid('250788000031'), '5000');
  const never = await refund(await paid('250788000034'), '5000');
  expect([late.status, never.status]).toEqual(['PENDING', 'PENDING']);
  await momo.advance(900);
  expect(member((await momo.refundStatus(late.referenceId)).json, 'status')).toBe('SUCCESSFUL');
  expect(member((await momo.refundStatus(never.referenceId)).json, 'status')).toBe('PENDING');
});

test.each([
  { value: '1', http: 404 },
  { value: '2', http: 202, reason: 'INTERNAL_PROCESSING_ERROR' },
  { value: '3', http: 202, reason: 'APPROVAL_REJECTED' },
  { value: '4', http: 202, reason: 'EXPIRED' },
  { value: '5', http: 202 },
  { value: '6', http: 202 },
  { value: '7', http: 500 },
  { value: '12', http: 503 },
  { value: '13', http: 202, reason: 'COULD_NOT_PERFORM_TRANSACTION' },
])('the sandbox refund $value answers $http and moves no money', async ({ value, http, reason }) => {
  // The sandbox takes the time of a refund too, unless it names another.
  const { answer, reason: found } = await refund(value, '300');
  expect([answer.status, found]).toEqual([http, reason]);
});

test('after all that, the books contradict themselves nowhere', async () => {
  expect((await momo.control('GET', 'summary')).json).toMatchObject({ problems: [] });
});

test('a merchant without float cannot refund, and can when the float is there', async () => {
  await momo.dispose();
  momo = await simulate({ floatBalance: 4999 });
  const chargeId = await paid();
  expect(await refund(chargeId, '5000')).toMatchObject({ status: 'FAILED', reason: 'NOT_ENOUGH_FUNDS' });
  expect((await refund(chargeId, '4999')).status).toBe('SUCCESSFUL');
});
