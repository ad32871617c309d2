import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { developmentSettings, sandboxPayers, scenariosByEnding } from '../src/index.ts';
import { listenForCallbacks, member } from '@safiri/simulator-kit/testing';
import { simulate, type Simulated } from './simulated.ts';

let momo: Simulated;
beforeAll(async () => {
  momo = await simulate();
});
afterAll(() => momo.dispose());

let merchant: Awaited<ReturnType<typeof listenForCallbacks>>;
beforeEach(async () => {
  merchant = await listenForCallbacks('/callbacks/momo');
});
afterEach(() => merchant.close());

const { promptLifetimeSeconds, lateAnswerSeconds } = developmentSettings.switches;

/** Charges the number and lets all happen that is due at once. */
async function charge(number: string) {
  const referenceId = randomUUID();
  const answer = await momo.charge(number, { referenceId, callbackUrl: merchant.url }).catch(() => undefined);
  await momo.quiet();
  return { referenceId, answer };
}

async function outcome(referenceId: string) {
  const { json } = await momo.status(referenceId);
  return { status: member(json, 'status'), reason: member(json, 'reason') };
}

describe('numbers that decide by themselves', () => {
  test.each([
    { number: '250788000001', reason: 'APPROVAL_REJECTED' },
    { number: '256772000010', reason: 'NOT_ENOUGH_FUNDS' },
    { number: '260966000011', reason: 'PAYER_LIMIT_REACHED' },
    { number: '250788000012', reason: 'PAYER_NOT_FOUND' },
    { number: '0788123456', reason: 'PAYER_NOT_FOUND' },
    { number: '250788000013', reason: 'INTERNAL_PROCESSING_ERROR' },
    { number: '46733123450', reason: 'INTERNAL_PROCESSING_ERROR' },
    { number: '46733123451', reason: 'APPROVAL_REJECTED' },
    { number: '46733123452', reason: 'EXPIRED' },
    { number: '46733123455', reason: 'PAYER_NOT_FOUND' },
    { number: '46733123456', reason: 'PAYEE_NOT_ALLOWED_TO_RECEIVE' },
    { number: '46733123463', reason: 'COULD_NOT_PERFORM_TRANSACTION' },
    { number: '46733123464', reason: 'TRANSFER_TYPE_UNKNOWN' },
  ])('$number fails with $reason, in status and callback alike', async ({ number, reason }) => {
    const { referenceId, answer } = await charge(number);
    expect(answer?.status).toBe(202);
    const status = await momo.status(referenceId);
    expect(status.json).toMatchObject({ status: 'FAILED', reason });
    expect(status.json).not.toHaveProperty('financialTransactionId');
    expect(merchant.heard).toEqual([{ method: 'PUT', path: '/callbacks/momo', body: status.json }]);
  });

  test('…00 succeeds at once; the callback repeats the status without the reference id', async () => {
    const { referenceId } = await charge('250788000000');
    const status = await momo.status(referenceId);
    expect(status.json).toMatchObject({ status: 'SUCCESSFUL', financialTransactionId: expect.stringMatching(/^\d+$/) });
    expect(merchant.heard).toEqual([{ method: 'PUT', path: '/callbacks/momo', body: status.json }]);
    expect(JSON.stringify(merchant.heard)).not.toContain(referenceId);
  });

  test.each([
    { number: '46733123457', status: 500, code: 'NOT_ALLOWED' },
    { number: '46733123458', status: 500, code: 'NOT_ALLOWED_TARGET_ENVIRONMENT' },
    { number: '46733123459', status: 500, code: 'INVALID_CALLBACK_URL_HOST' },
    { number: '46733123460', status: 500, code: 'INVALID_CURRENCY' },
    { number: '46733123461', status: 500, code: 'INTERNAL_PROCESSING_ERROR' },
    { number: '46733123462', status: 503, code: 'SERVICE_UNAVAILABLE' },
    { number: '250788000015', status: 503, code: 'SERVICE_UNAVAILABLE' },
    { number: '250788000020', status: 429, code: 'TOO_MANY_REQUESTS' },
  ])('$number refuses the POST with $code and accepts nothing', async ({ number, status, code }) => {
    const { referenceId, answer } = await charge(number);
    expect([answer?.status, member(answer?.json, 'code')]).toEqual([status, code]);
    expect((await momo.status(referenceId)).status).toBe(404);
  });
});

describe('numbers that take their time', () => {
  test.each([
    { number: '250788000002', reason: 'EXPIRED' },
    { number: '250788000003', reason: 'COULD_NOT_PERFORM_TRANSACTION' },
  ])('$number is $reason when the prompt lifetime is over, not a second earlier', async ({ number, reason }) => {
    const { referenceId } = await charge(number);
    await momo.advance(promptLifetimeSeconds - 1);
    expect(await outcome(referenceId)).toEqual({ status: 'PENDING', reason: undefined });
    await momo.advance(1);
    expect(await outcome(referenceId)).toEqual({ status: 'FAILED', reason });
    expect(merchant.heard).toHaveLength(1);
  });

  test.each([
    { number: '250788000004', status: 'SUCCESSFUL' },
    { number: '250788000021', status: 'FAILED' },
  ])('$number is $status long after the prompt lifetime and the hold', async ({ number, status }) => {
    const { referenceId } = await charge(number);
    await momo.advance(lateAnswerSeconds - 1);
    expect(await outcome(referenceId)).toMatchObject({ status: 'PENDING' });
    await momo.advance(1);
    expect(await outcome(referenceId)).toMatchObject({ status });
    expect(merchant.heard).toHaveLength(1);
  });

  test('46733123453 is approved after thirty seconds', async () => {
    const { referenceId } = await charge('46733123453');
    await momo.advance(29);
    expect(await outcome(referenceId)).toMatchObject({ status: 'PENDING' });
    await momo.advance(1);
    expect(await outcome(referenceId)).toMatchObject({ status: 'SUCCESSFUL' });
  });

  test.each(['250788000014', '46733123454'])('%s stays pending', async (number) => {
    const { referenceId } = await charge(number);
    await momo.advance(24 * 3600);
    // A day is longer than any token lives.
    const collection = await momo.headersFor('collection');
    const { json } = await momo.send('GET', `/collection/v1_0/requesttopay/${referenceId}`, { headers: collection });
    expect(member(json, 'status')).toBe('PENDING');
    Object.assign(momo.collection, collection);
  });

  test('an ordinary number approves itself after the time of the settings', async () => {
    const { referenceId } = await charge('250788123456');
    await momo.advance(developmentSettings.switches.autoApproveSeconds - 1);
    expect(await outcome(referenceId)).toMatchObject({ status: 'PENDING' });
    await momo.advance(1);
    expect(await outcome(referenceId)).toMatchObject({ status: 'SUCCESSFUL' });
  });
});

describe('numbers whose callback or answer goes wrong', () => {
  test('…05 calls back twice', async () => {
    const { referenceId } = await charge('250788000005');
    const { json } = await momo.status(referenceId);
    expect(merchant.heard.map((call) => call.body)).toEqual([json, json]);
  });

  test('…06 never calls back though it succeeded', async () => {
    const { referenceId } = await charge('250788000006');
    await momo.advance(3000);
    expect(await outcome(referenceId)).toMatchObject({ status: 'SUCCESSFUL' });
    expect(merchant.heard).toEqual([]);
  });

  test('…07 has called back when the 202 arrives', async () => {
    const answer = await momo.charge('250788000007', { callbackUrl: merchant.url });
    expect(answer.status).toBe(202);
    expect(merchant.heard).toHaveLength(1);
  });

  test('…08 answers 500 though the charge is accepted, and 409 to the repetition', async () => {
    const { referenceId, answer } = await charge('250788000008');
    expect(answer?.status).toBe(500);
    expect(await outcome(referenceId)).toMatchObject({ status: 'SUCCESSFUL' });
    expect((await momo.charge('250788000008', { referenceId })).status).toBe(409);
  });

  test('…09 calls back with another amount than the status says', async () => {
    const { referenceId } = await charge('250788000009');
    expect(member((await momo.status(referenceId)).json, 'amount')).toBe('5000');
    expect(merchant.heard.map((call) => member(call.body, 'amount'))).toEqual(['1']);
  });

  test('…16 cuts the connection though the charge is accepted', async () => {
    const { referenceId, answer } = await charge('250788000016');
    expect(answer).toBeUndefined();
    expect(await outcome(referenceId)).toMatchObject({ status: 'SUCCESSFUL' });
    expect(merchant.heard).toHaveLength(1);
  });

  test('…17 never answers though the charge is accepted', async () => {
    const referenceId = randomUUID();
    let answered = false;
    const hanging = momo.charge('250788000017', { referenceId, callbackUrl: merchant.url }).then(
      () => (answered = true),
      () => undefined,
    );
    await expect.poll(async () => (await outcome(referenceId)).status).toBe('SUCCESSFUL');
    await momo.quiet();
    expect(merchant.heard).toHaveLength(1);
    expect(answered).toBe(false);
    // Closing the simulator ends what hangs.
    await momo.dispose();
    await hanging;
    expect(answered).toBe(false);
    momo = await simulate();
  });

  test('…18 sends a FAILED and a SUCCESSFUL callback for one success', async () => {
    const { referenceId } = await charge('250788000018');
    expect(await outcome(referenceId)).toMatchObject({ status: 'SUCCESSFUL' });
    expect(new Set(merchant.heard.map((call) => member(call.body, 'status')))).toEqual(
      new Set(['FAILED', 'SUCCESSFUL']),
    );
  });

  test('…19 calls back with externalId and status only', async () => {
    await charge('250788000019');
    expect(merchant.heard.map((call) => call.body)).toEqual([{ externalId: 'BK-2026-000123', status: 'SUCCESSFUL' }]);
  });
});

test('the README lists every special number', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const [ending, { expects }] of scenariosByEnding) expect(readme).toContain(`| …${ending} | ${expects} |`);
  for (const [number, { expects }] of sandboxPayers) expect(readme).toContain(`| ${number} | ${expects} |`);
});
