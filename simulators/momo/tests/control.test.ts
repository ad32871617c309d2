import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listenForCallbacks, member } from '@safiri/simulator-kit/testing';
import { writeBooksOfVersion1 } from './books-version-1.ts';
import { simulate, type Simulated } from './simulated.ts';

let momo: Simulated;
let merchant: Awaited<ReturnType<typeof listenForCallbacks>>;
beforeAll(async () => {
  momo = await simulate();
});
afterAll(() => momo.dispose());
beforeEach(async () => {
  merchant = await listenForCallbacks('/callbacks/momo');
});
afterEach(async () => {
  merchant.close();
  await momo.control('DELETE', 'faults');
  await momo.control('DELETE', 'switches');
});

/** For tests that look at the whole of the books. */
async function startWithEmptyBooks(): Promise<void> {
  await momo.dispose();
  momo = await simulate();
}

/** What the books say about the callbacks of one transaction. */
async function callbacksOf(referenceId: string) {
  const { json } = await momo.control('GET', 'callbacks');
  const all: unknown = member(json, 'callbacks');
  return Array.isArray(all) ? all.filter((callback) => member(callback, 'referenceId') === referenceId) : [];
}

const ordinary = '250788123456';
const approves = '250788000000';

async function charge(number: string, callbackUrl: string | undefined = merchant.url) {
  const referenceId = randomUUID();
  const answer = await momo.charge(number, { referenceId, ...(callbackUrl === undefined ? {} : { callbackUrl }) });
  await momo.quiet();
  return { referenceId, answer };
}

describe('faults', () => {
  test('a fault changes one number and leaves the others', async () => {
    await momo.control('PUT', `faults/charge/${ordinary}`, { answer: 'PAYER_LIMIT_REACHED', after: 7 });
    const { referenceId } = await charge(ordinary);
    const other = await charge(approves);
    await momo.advance(7);
    expect(member((await momo.status(referenceId)).json, 'reason')).toBe('PAYER_LIMIT_REACHED');
    expect(member((await momo.status(other.referenceId)).json, 'status')).toBe('SUCCESSFUL');
  });

  test('a fault for everyone holds for as many requests as it says', async () => {
    await momo.control('PUT', 'faults/charge/everyone', { post: 'SERVICE_UNAVAILABLE', times: 2 });
    const statuses = [await charge(ordinary), await charge(approves), await charge(ordinary)].map(
      ({ answer }) => answer.status,
    );
    expect(statuses).toEqual([503, 503, 202]);
    expect((await momo.control('GET', 'faults')).json).toEqual({ faults: [] });
  });

  test('a fault of a number wins over one for everyone, and both can be taken away', async () => {
    await momo.control('PUT', 'faults/charge/everyone', { post: 'SERVICE_UNAVAILABLE' });
    await momo.control('PUT', `faults/charge/${ordinary}`, { post: 'accept' });
    expect((await charge(ordinary)).answer.status).toBe(202);
    expect((await charge(approves)).answer.status).toBe(503);
    await momo.control('DELETE', 'faults/charge/everyone');
    expect((await charge(approves)).answer.status).toBe(202);
    await momo.control('DELETE', 'faults');
    expect((await momo.control('GET', 'faults')).json).toEqual({ faults: [] });
  });

  test.each([
    ['faults/charge/everyone', { answer: 'perhaps' }],
    ['faults/charge/everyone', { surprise: 1 }],
    ['faults/transfer/everyone', { answer: 'never' }],
    ['faults/charge/everyone', { times: 0 }],
  ])('%s refuses %j', async (path, body) => {
    expect((await momo.control('PUT', path, body)).status).toBe(400);
  });
});

describe('switches', () => {
  test('the reason is a text or an object, the amount a text or a number', async () => {
    const { referenceId } = await charge('250788000001');
    expect((await momo.status(referenceId)).json).toMatchObject({ amount: '5000', reason: 'APPROVAL_REJECTED' });
    await momo.control('PATCH', 'switches', { reasonShape: 'object', amountShape: 'number' });
    expect((await momo.status(referenceId)).json).toMatchObject({
      amount: 5000,
      reason: { code: 'APPROVAL_REJECTED', message: 'approval rejected' },
    });
    await momo.control('DELETE', 'switches');
    expect((await momo.status(referenceId)).json).toMatchObject({ amount: '5000', reason: 'APPROVAL_REJECTED' });
  });

  test('callbacks come by PUT, or by POST when told so', async () => {
    await charge(approves);
    await momo.control('PATCH', 'switches', { callbackMethod: 'POST' });
    await charge(approves);
    expect(merchant.heard.map((call) => call.method)).toEqual(['PUT', 'POST']);
  });

  test('a callback that fails is lost when the provider delivers once', async () => {
    const broken = await listenForCallbacks('/callbacks/momo', [500]);
    const { referenceId } = await charge(approves, broken.url);
    await momo.advance(120);
    broken.close();
    expect(broken.heard).toHaveLength(1);
    expect(await callbacksOf(referenceId)).toMatchObject([{ attempts: 1, lastAnswer: '500' }]);
  });

  test('a callback that fails comes again when the provider retries, until it is taken', async () => {
    await momo.control('PATCH', 'switches', { callbackRetries: 'retry' });
    const broken = await listenForCallbacks('/callbacks/momo', [500, 503, 404]);
    const { referenceId } = await charge(approves, broken.url);
    for (let second = 0; second < 5; second += 1) await momo.advance(1);
    broken.close();
    expect(broken.heard).toHaveLength(4);
    const callbacks = await callbacksOf(referenceId);
    expect(callbacks).toMatchObject([{ attempts: 4, lastAnswer: '200' }]);
    expect(callbacks[0]).not.toHaveProperty('nextAt');
  });

  test('a callback address where nobody listens is tried again', async () => {
    await momo.control('PATCH', 'switches', { callbackRetries: 'retry' });
    merchant.close();
    const { referenceId } = await charge(approves);
    await momo.advance(1);
    expect(await callbacksOf(referenceId)).toMatchObject([
      { attempts: 2, lastAnswer: 'unreachable', nextAt: expect.any(String) },
    ]);
  });

  test('a delay of callbacks is kept', async () => {
    await momo.control('PATCH', 'switches', { callbackSeconds: 30 });
    await charge(approves);
    await momo.advance(29);
    expect(merchant.heard).toEqual([]);
    await momo.advance(1);
    expect(merchant.heard).toHaveLength(1);
  });

  test('a late callback comes when its own time is over', async () => {
    await momo.control('PATCH', 'switches', { lateCallbackSeconds: 600 });
    await momo.control('PUT', 'faults/charge/everyone', { callback: 'late' });
    await charge(approves);
    await momo.advance(599);
    expect(merchant.heard).toEqual([]);
    await momo.advance(1);
    expect(merchant.heard).toHaveLength(1);
  });

  test('a slow answer comes when its time is over; the charge does not wait for it', async () => {
    await momo.control('PUT', 'faults/charge/everyone', { post: 'slow-after-accepting' });
    const referenceId = randomUUID();
    const slow = momo.charge(approves, { referenceId });
    const status = async () => member((await momo.status(referenceId)).json, 'status');
    // A busy machine may take seconds.
    await expect.poll(status, { timeout: 20_000 }).toBe('SUCCESSFUL');
    await momo.advance(20);
    expect((await slow).status).toBe(202);
  });

  test('tokens that are taken back are worth nothing, new ones are', async () => {
    await momo.control('DELETE', 'tokens');
    expect((await momo.charge(approves)).status).toBe(401);
    Object.assign(momo.collection, await momo.headersFor('collection'));
    expect((await momo.charge(approves)).status).toBe(202);
    Object.assign(momo.disbursement, await momo.headersFor('disbursement'));
  });

  test('switches and faults outlive a restart, and the clock does not go back', async () => {
    await momo.control('PATCH', 'switches', { autoApproveSeconds: 0 });
    await momo.control('PUT', 'faults/refund/everyone', { answer: 'never', after: 'lateAnswerSeconds' });
    const before = member((await momo.advance(5000)).json, 'now');
    const faults = (await momo.control('GET', 'faults')).json;
    await momo.simulator.close();
    const again = await simulate({ dataFolder: momo.folder });
    expect((await again.control('GET', 'switches')).json).toMatchObject({ autoApproveSeconds: 0 });
    expect((await again.control('GET', 'faults')).json).toEqual(faults);
    expect(String(member((await again.quiet()).json, 'now')) >= String(before)).toBe(true);
    momo = again;
  });
});

test('books of the first version go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'momo-'));
  const ids = { paid: randomUUID(), waiting: randomUUID() };
  writeBooksOfVersion1(folder, ids);
  const upgraded = await simulate({ dataFolder: folder });
  expect((await upgraded.status(ids.paid)).json).toMatchObject({
    amount: '5000',
    status: 'SUCCESSFUL',
    payeeNote: 'Seat 4A',
  });
  await upgraded.control('POST', `prompts/${ids.waiting}/approve`);
  expect((await upgraded.status(ids.waiting)).json).toMatchObject({ status: 'SUCCESSFUL' });
  expect((await upgraded.refund(ids.paid, '2000')).status).toBe(202);
  await upgraded.advance(1);
  expect((await upgraded.control('GET', 'summary')).json).toMatchObject({ problems: [] });
  expect((await upgraded.control('GET', `transactions/${ids.paid}`)).json).toMatchObject({ refundedMinor: 2000 });
  await upgraded.dispose();
});

describe('prompts', () => {
  beforeEach(() => momo.control('PATCH', 'switches', { autoApproveSeconds: 0 }));

  test('a prompt waits for the person and expires without', async () => {
    const { referenceId } = await charge(ordinary);
    await momo.advance(299);
    expect(member((await momo.status(referenceId)).json, 'status')).toBe('PENDING');
    await momo.advance(1);
    expect((await momo.status(referenceId)).json).toMatchObject({ status: 'FAILED', reason: 'EXPIRED' });
  });

  test('an answer counts once: what comes second changes nothing', async () => {
    const { referenceId } = await charge(ordinary);
    expect((await momo.control('POST', `prompts/${referenceId}/refuse`)).status).toBe(200);
    expect((await momo.control('POST', `prompts/${referenceId}/approve`)).status).toBe(409);
    expect((await momo.status(referenceId)).json).toMatchObject({ status: 'FAILED', reason: 'APPROVAL_REJECTED' });
    expect(merchant.heard).toHaveLength(1);
    expect((await momo.control('POST', `prompts/${randomUUID()}/approve`)).status).toBe(404);
  });

  test('many approvals at the same time move the money once', async () => {
    await startWithEmptyBooks();
    const { referenceId } = await charge(ordinary);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => momo.control('POST', `prompts/${referenceId}/approve`)),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect((await momo.control('GET', 'balances')).json).toMatchObject({
      balances: [
        { owner: `MSISDN ${ordinary}`, balanceMinor: 99_995_000 },
        { owner: 'merchant collection', balanceMinor: 5000 },
      ],
    });
  });

  test('a wallet with too little fails the charge and keeps its money', async () => {
    const referenceId = randomUUID();
    await momo.charge(ordinary, { referenceId, amount: '100000001' });
    await momo.control('POST', `prompts/${referenceId}/approve`);
    expect((await momo.status(referenceId)).json).toMatchObject({ status: 'FAILED', reason: 'NOT_ENOUGH_FUNDS' });
    expect((await momo.control('GET', 'summary')).json).toMatchObject({ problems: [] });
  });
});

describe('the books as JSON', () => {
  test('charges are listed in pages, in the order they were accepted, and found by external id', async () => {
    await startWithEmptyBooks();
    const ids = [];
    for (const externalId of ['BK-1', 'BK-2', 'BK-3']) {
      const referenceId = randomUUID();
      await momo.charge(approves, { referenceId, externalId });
      ids.push(referenceId);
    }
    await momo.quiet();
    expect((await momo.control('GET', 'charges?limit=2')).json).toMatchObject({
      charges: [
        { position: 1, referenceId: ids[0] },
        { position: 2, referenceId: ids[1] },
      ],
    });
    expect((await momo.control('GET', 'charges?after=2')).json).toMatchObject({
      charges: [{ referenceId: ids[2], externalId: 'BK-3', amountMinor: 5000, status: 'SUCCESSFUL', refundedMinor: 0 }],
    });
    expect((await momo.control('GET', 'charges?externalId=BK-2')).json).toMatchObject({
      charges: [{ referenceId: ids[1] }],
    });
    expect((await momo.control('GET', `transactions/${ids[0]}`)).json).toMatchObject({
      kind: 'charge',
      partyId: approves,
    });
    expect((await momo.control('GET', 'charges?limit=many')).status).toBe(400);
  });

  test('the summary counts by status and finds no contradiction', async () => {
    await startWithEmptyBooks();
    await charge(approves);
    await charge('250788000001');
    expect((await momo.control('GET', 'summary')).json).toEqual({
      now: expect.any(String),
      transactions: [
        { kind: 'charge', currency: 'RWF', status: 'FAILED', count: 1, amountMinor: 5000 },
        { kind: 'charge', currency: 'RWF', status: 'SUCCESSFUL', count: 1, amountMinor: 5000 },
      ],
      problems: [],
    });
  });

  test('a forged callback lies to the merchant and leaves the books alone', async () => {
    const { referenceId } = await charge('250788000014');
    const forged = await momo.control('POST', 'forged-callbacks', {
      referenceId,
      changes: { status: 'SUCCESSFUL', financialTransactionId: '1' },
    });
    expect(forged.json).toEqual({ delivered: true, answer: '200' });
    expect(merchant.heard.map((call) => member(call.body, 'status'))).toEqual(['SUCCESSFUL']);
    expect(member((await momo.status(referenceId)).json, 'status')).toBe('PENDING');
  });

  test('a page of another site may not turn anything', async () => {
    const answer = await momo.send('DELETE', '/control/faults', { headers: { origin: 'http://evil.example' } });
    expect(answer.status).toBe(403);
  });
});
