import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listenForCallbacks, member } from '@safiri/simulator-kit/testing';
import { captureOf, issueOf, orderBody, simulate, type Simulated } from './simulated.ts';

let paypal: Simulated;
let merchant: Awaited<ReturnType<typeof listenForCallbacks>>;
beforeAll(async () => {
  merchant = await listenForCallbacks('/webhooks');
  paypal = await simulate({ webhookUrl: merchant.url });
});
afterAll(async () => {
  await paypal.dispose();
  merchant.close();
});
afterEach(async () => void (await paypal.control('DELETE', 'faults')));

async function approved(buyer?: string): Promise<string> {
  const orderId = await paypal.order();
  await paypal.press(orderId, 'approve', buyer);
  return orderId;
}

const eventsOf = async (): Promise<unknown[]> => {
  await paypal.quiet();
  return merchant.heard.splice(0).map(({ body }) => member(body, 'event_type'));
};

describe('an order', () => {
  test('is created, approved on its page, captured once, and told by webhooks', async () => {
    const created = await paypal.create();
    expect(created).toMatchObject({ status: 201, json: { status: 'PAYER_ACTION_REQUIRED' } });
    const orderId = String(member(created.json, 'id'));
    expect(orderId).toMatch(/^[A-Z0-9]{17}$/);
    expect(issueOf(await paypal.capture(orderId))).toBe('422 ORDER_NOT_APPROVED');
    const back = await paypal.press(orderId, 'approve');
    expect(back.headers.get('location')).toMatch(
      new RegExp(`^https://shop\\.example/return\\?token=${orderId}&PayerID=\\w+$`),
    );
    const captured = await paypal.capture(orderId);
    expect(captured).toMatchObject({ status: 201, json: { id: orderId, status: 'COMPLETED' } });
    expect(captureOf(captured)).toMatchObject({
      status: 'COMPLETED',
      custom_id: 'pay-1',
      amount: { currency_code: 'USD', value: '12.50' },
    });
    expect(issueOf(await paypal.capture(orderId))).toBe('422 ORDER_ALREADY_CAPTURED');
    expect(await eventsOf()).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED']);
  });

  test('of one request id is one order, and its capture one capture', async () => {
    const [first, again] = [await paypal.create({ requestId: 'a' }), await paypal.create({ requestId: 'a' })];
    expect(again).toMatchObject({ status: 200, json: { id: member(first.json, 'id') } });
    expect(issueOf(await paypal.create({ requestId: 'a', body: orderBody('13.00') }))).toBe('422 DUPLICATE_REQUEST_ID');
    const orderId = await approved();
    const captures = [
      await paypal.capture(orderId, { requestId: 'b' }),
      await paypal.capture(orderId, { requestId: 'b' }),
    ];
    expect(captures.map(({ status }) => status)).toEqual([201, 200]);
    const [made, repeated] = captures.map(captureOf);
    expect(repeated).toEqual(made);
  });

  test('that the buyer does not want leads back to the shop unpaid', async () => {
    const orderId = await paypal.order();
    const back = await paypal.press(orderId, 'cancel');
    expect(back.headers.get('location')).toBe(`https://shop.example/cancel?token=${orderId}`);
    expect(issueOf(await paypal.capture(orderId))).toBe('422 ORDER_NOT_APPROVED');
  });

  test('that nobody captured is gone after three hours', async () => {
    const orderId = await approved();
    await paypal.advance(3 * 3600);
    expect((await paypal.call('GET', `/v2/checkout/orders/${orderId}`)).status).toBe(404);
    expect((await paypal.capture(orderId)).status).toBe(404);
  });

  test.each([
    ['12.505', 'USD', '422 DECIMAL_PRECISION'],
    ['5.00', 'JPY', '422 DECIMAL_PRECISION'],
    ['0.00', 'USD', '422 CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['1450.00', 'KES', '422 INVALID_CURRENCY_CODE'],
    ['much', 'USD', '400 INVALID_PARAMETER_VALUE'],
  ])('of %s %s is refused: %s', async (value, currency, issue) => {
    expect(issueOf(await paypal.create({ body: orderBody(value, currency) }))).toBe(issue);
  });

  test('whose card is declined goes back to the buyer, who may approve anew', async () => {
    const orderId = await approved('card-declined@example.com');
    expect(issueOf(await paypal.capture(orderId))).toBe('422 INSTRUMENT_DECLINED');
    expect((await paypal.call('GET', `/v2/checkout/orders/${orderId}`)).json).toMatchObject({
      status: 'PAYER_ACTION_REQUIRED',
    });
    await paypal.press(orderId, 'approve');
    expect((await paypal.capture(orderId)).status).toBe(201);
  });

  test('may be completed and hold no money', async () => {
    expect(captureOf(await paypal.capture(await approved('declined@example.com')))).toMatchObject({
      status: 'DECLINED',
    });
    const reviewed = await paypal.capture(await approved('review@example.com'));
    expect(captureOf(reviewed)).toMatchObject({ status: 'PENDING', status_details: { reason: 'PENDING_REVIEW' } });
    expect(await eventsOf()).toContain('PAYMENT.CAPTURE.PENDING');
  });
});

describe('a refund', () => {
  test('gives back parts, once per request id, and never more than was captured', async () => {
    const capture = captureOf(await paypal.capture(await approved()));
    const path = `/v2/payments/captures/${String(member(capture, 'id'))}`;
    const part = { amount: { currency_code: 'USD', value: '5.00' } };
    const [first, again] = [
      await paypal.call('POST', `${path}/refund`, { requestId: 'r', body: part }),
      await paypal.call('POST', `${path}/refund`, { requestId: 'r', body: part }),
    ];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.json).toMatchObject({ status: 'COMPLETED', amount: { value: '5.00' } });
    expect(
      issueOf(
        await paypal.call('POST', `${path}/refund`, { body: { amount: { currency_code: 'USD', value: '7.51' } } }),
      ),
    ).toBe('422 REFUND_AMOUNT_EXCEEDED');
    expect((await paypal.call('POST', `${path}/refund`)).json).toMatchObject({ amount: { value: '7.50' } });
    expect(issueOf(await paypal.call('POST', `${path}/refund`))).toBe('422 CAPTURE_FULLY_REFUNDED');
    expect((await paypal.call('GET', path)).json).toMatchObject({ status: 'REFUNDED' });
  });
});

describe('a caller', () => {
  test('without the right credentials or token gets nothing', async () => {
    expect(await paypal.askToken('wrong')).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
    const refused = await paypal.create({ headers: { authorization: 'Bearer a.b.c' } });
    expect(refused).toMatchObject({ status: 401, json: { name: 'AUTHENTICATION_FAILURE' } });
  });

  test('may choose a refusal by a header', async () => {
    const headers = { 'paypal-mock-response': '{"mock_application_codes":"INSTRUMENT_DECLINED"}' };
    expect(issueOf(await paypal.capture(await approved(), { headers }))).toBe('422 INSTRUMENT_DECLINED');
  });

  test('finds the books without contradictions', async () => {
    expect((await paypal.control('GET', 'summary')).json).toMatchObject({ problems: [] });
  });
});
