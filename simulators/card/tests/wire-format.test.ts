import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenForCallbacks, member } from '@safiri/simulator-kit/testing';
import { testCards } from '../src/index.ts';
import { codeOf, paymentBody, simulate, type Simulated } from './simulated.ts';

let acquirer: Simulated;
let merchant: Awaited<ReturnType<typeof listenForCallbacks>>;
beforeAll(async () => {
  merchant = await listenForCallbacks('/webhooks');
  acquirer = await simulate({ webhookUrl: merchant.url, webhookSecret: 'secret' });
});
afterAll(async () => {
  await acquirer.dispose();
  merchant.close();
});

const challenged = '4000000000003220';

async function challengedPayment(): Promise<string> {
  const paymentId = await acquirer.payment();
  await acquirer.type(paymentId, challenged);
  return paymentId;
}

async function paid(): Promise<string> {
  const paymentId = await acquirer.payment();
  await acquirer.type(paymentId, '4242424242424242');
  return paymentId;
}

describe('a payment', () => {
  test('waits on its page, is challenged by the bank, and is told by a signed webhook', async () => {
    const opened = await acquirer.open();
    expect(opened).toMatchObject({ status: 201, json: { status: 'requires_action', captured_amount: 0, card: null } });
    const paymentId = String(member(opened.json, 'id'));
    const typed = await acquirer.type(paymentId, challenged);
    expect(typed.headers.get('location')).toBe(`/bank/${paymentId}`);
    expect((await acquirer.get(paymentId)).json).toMatchObject({
      status: 'requires_action',
      three_ds: { status: 'C' },
    });
    const back = await acquirer.submit(`/bank/${paymentId}`, { otp: '111111' });
    expect(back.headers.get('location')).toBe(`https://shop.example/orders/1?payment_id=${paymentId}`);
    expect((await acquirer.get(paymentId)).json).toMatchObject({
      status: 'succeeded',
      captured_amount: 145_000,
      card: { brand: 'visa', last4: '3220' },
      three_ds: { status: 'Y', liability_shift: 'POSSIBLE' },
      next_action: null,
    });
    await acquirer.quiet();
    const body = merchant.heard.at(-1)?.body;
    expect(body).toMatchObject({ type: 'payment.succeeded', data: { object: { id: paymentId } } });
    const [, at = '', given] = /^t=(\d+),v1=(\w+)$/.exec(String(merchant.headers.at(-1)?.['acquirer-signature'])) ?? [];
    expect(given).toBe(
      createHmac('sha256', 'secret')
        .update(`${at}.${JSON.stringify(body)}`)
        .digest('hex'),
    );
  });

  test.each([
    ['000000', 'authentication_failed'],
    ['222222', 'processing_error'],
    ['333333', 'authentication_failed'],
  ])('whose bank is told %s fails: %s', async (otp, code) => {
    const paymentId = await challengedPayment();
    await acquirer.submit(`/bank/${paymentId}`, { otp });
    expect((await acquirer.get(paymentId)).json).toMatchObject({ status: 'failed', failure: { code } });
  });

  test('survives two wrong codes and not a third', async () => {
    const paymentId = await challengedPayment();
    for (const status of [422, 422, 303])
      expect((await acquirer.submit(`/bank/${paymentId}`, { otp: '999999' })).status).toBe(status);
    expect((await acquirer.get(paymentId)).json).toMatchObject({ status: 'failed' });
  });

  test.each([
    ['4000000000000002', { code: 'card_declined', decline_code: 'generic_decline' }],
    ['4000000000009995', { code: 'card_declined', decline_code: 'insufficient_funds' }],
    ['4000000000000069', { code: 'expired_card' }],
  ])('by %s fails as its number says', async (number, failure) => {
    const paymentId = await acquirer.payment();
    await acquirer.type(paymentId, number);
    expect((await acquirer.get(paymentId)).json).toMatchObject({ status: 'failed', failure });
  });

  test.each([
    ['4242424242424241', 'a number whose check digit is wrong'],
    ['4539578763621486', 'a number that is none of the test numbers'],
  ])('is not touched by %s: %s', async (number) => {
    const paymentId = await acquirer.payment();
    expect((await acquirer.type(paymentId, number)).status).toBe(422);
    expect((await acquirer.get(paymentId)).json).toMatchObject({ status: 'requires_action', card: null });
  });

  test('that nobody pays within ten minutes fails; one that is called off is canceled; a paid one cannot be', async () => {
    const [left, calledOff, kept] = [await acquirer.payment(), await acquirer.payment(), await paid()];
    const cancel = async (id: string) => await acquirer.call('POST', `/v1/payments/${id}/cancel`);
    expect((await cancel(calledOff)).json).toMatchObject({ status: 'canceled', failure: null });
    expect(codeOf(await cancel(kept))).toBe('409 payment_not_cancelable');
    await acquirer.advance(600);
    expect((await acquirer.get(left)).json).toMatchObject({
      status: 'failed',
      failure: { code: 'authentication_expired' },
    });
    expect((await acquirer.type(left, '4242424242424242')).status).toBe(409);
  });

  test('of one key is one payment', async () => {
    const first = await acquirer.open({ key: 'a' });
    const again = await acquirer.open({ key: 'a' });
    expect(member(again.json, 'id')).toBe(member(first.json, 'id'));
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(codeOf(await acquirer.open({ key: 'a', body: paymentBody({ amount: 1 }) }))).toBe(
      '409 idempotency_key_reused',
    );
  });

  test.each([
    [{ amount: 0 }, '400 parameter_invalid'],
    [{ amount: 1.5 }, '400 parameter_invalid'],
    [{ currency: 'XXX' }, '400 currency_not_supported'],
    [{ return_url: 'javascript:alert(1)' }, '400 parameter_invalid'],
  ])('with %o is refused: %s', async (changes, code) => {
    expect(codeOf(await acquirer.open({ body: paymentBody(changes) }))).toBe(code);
    expect(codeOf(await acquirer.open({ headers: { authorization: 'Bearer another' } }))).toBe('401 invalid_api_key');
  });
});

describe('a refund', () => {
  test('goes back in parts, once per key, and never more than was captured', async () => {
    const body = { payment_id: await paid(), amount: 100_000 };
    const first = await acquirer.call('POST', '/v1/refunds', { key: 'r', body });
    const again = await acquirer.call('POST', '/v1/refunds', { key: 'r', body });
    expect(member(again.json, 'id')).toBe(member(first.json, 'id'));
    await acquirer.advance(1);
    expect((await acquirer.call('GET', `/v1/refunds/${String(member(first.json, 'id'))}`)).json).toMatchObject({
      status: 'succeeded',
      amount: 100_000,
    });
    expect(codeOf(await acquirer.call('POST', '/v1/refunds', { body }))).toBe('400 refund_exceeds_captured');
    const rest = await acquirer.call('POST', '/v1/refunds', { body: { payment_id: body.payment_id } });
    expect(rest.json).toMatchObject({ amount: 45_000 });
  });
});

test('no card number and no security code is written anywhere', async () => {
  await challengedPayment();
  for (const { number } of testCards) await acquirer.type(await acquirer.payment(), number);
  await acquirer.advance(1);
  expect((await acquirer.control('GET', 'summary')).json).toMatchObject({ problems: [] });
  const written = readdirSync(acquirer.folder).map((file) => readFileSync(join(acquirer.folder, file), 'latin1'));
  expect(written.join('')).toContain('visa-3220');
  for (const { number } of testCards) expect(written.join('')).not.toContain(number);
});
