import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { refundDue } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openRedirectDesk, type RedirectDesk, type Started } from './redirect-desk.ts';
import { card, paypal } from './redirecting-companies.ts';

describe.each([paypal, card])('paying on a page: $method', (company) => {
  let desk: RedirectDesk;
  beforeAll(async () => {
    desk = await openRedirectDesk(company);
  });
  afterAll(async () => await desk.close());
  afterEach(async () => void (await desk.company.control('DELETE', 'faults')));

  async function visit({ attempt }: Started, payer: string): Promise<string> {
    expect(attempt.approveUrl).toMatch(/^http/);
    return await company.visit(attempt.approveUrl ?? '', payer);
  }

  async function paid(payer = company.payers.pays): Promise<Started> {
    const started = await desk.started();
    await visit(started, payer);
    await desk.settle();
    expect(await desk.seen(started)).toMatchObject({ status: 'succeeded' });
    return started;
  }

  it('sends the payer to the page and back to the order, and has the money once they approved', async () => {
    const started = await desk.started();
    expect(started.attempt).toMatchObject({ status: 'pending', payerPhone: null, reason: null });
    const back = new URL(await visit(started, company.payers.pays));
    expect(`${back.origin}${back.pathname}`).toBe(`https://safiri.example/orders/${started.order.orderId}`);
    // The callback makes it due: no time passes.
    await desk.settle();
    expect(await desk.seen(started)).toMatchObject({ status: 'succeeded', approveUrl: null });
    expect(await desk.company.charges(started.order.reference)).toMatchObject([
      { status: 'SUCCESSFUL', amountMinor: 1_250, currency: 'USD' },
    ]);
    expect(await desk.news(started.order)).toEqual(['payment-succeeded']);
  });

  it('needs no phone and keeps none', async () => {
    const answer = await desk.pay(desk.ticketing.order({ amountMinor: 500, currency: 'USD' }), await desk.passenger(), {
      payerPhone: '+250788000000',
    });
    expect(answer).toMatchObject({ ok: true, value: { payerPhone: null } });
  });

  it('is asked for by time when no callback comes, and once when it comes twice', async () => {
    for (const payer of [company.payers.unheard, company.payers.heardTwice]) {
      const started = await desk.started();
      await visit(started, payer);
      await desk.pass(2);
      await desk.pass(3);
      expect(await desk.seen(started)).toMatchObject({ status: 'succeeded' });
      expect((await desk.company.moved(started.order.reference)).paidMinor).toBe(1_250);
      expect(await desk.news(started.order)).toEqual(['payment-succeeded']);
    }
  });

  it('that is declined fails, and the order may be paid anew', async () => {
    const started = await desk.started();
    await visit(started, company.payers.declined);
    await desk.settle();
    expect(await desk.seen(started)).toMatchObject({ status: 'failed', reason: 'declined' });
    expect(await desk.news(started.order)).toEqual(['payment-failed']);
    expect(await desk.pay(started.order, started.by)).toMatchObject({ ok: true });
  });

  it('that nobody approves is pending, then expired, and no money moves when somebody approves after all', async () => {
    const started = await desk.started();
    await desk.pass(590);
    expect(await desk.seen(started)).toMatchObject({ status: 'pending' });
    await desk.pass(180);
    expect(await desk.seen(started)).toMatchObject({ status: 'failed', reason: 'expired' });
    await visit(started, company.payers.pays);
    for (const seconds of [10, 3_600]) await desk.pass(seconds);
    expect((await desk.company.moved(started.order.reference)).paidMinor).toBe(0);
  });

  it('whose creation was not answered gets its page when it is asked for again, and is paid once', async () => {
    await desk.company.control('PUT', 'faults/order/everyone', { post: 'cut-after-accepting', times: 1 });
    const first = await desk.started();
    expect(first.attempt).toMatchObject({ status: 'pending', approveUrl: null });
    await desk.pass(2);
    const attempt = await desk.seen(first);
    if (attempt === undefined) throw new Error('it is there');
    await visit({ ...first, attempt }, company.payers.pays);
    await desk.settle();
    expect(await desk.seen(first)).toMatchObject({ status: 'succeeded' });
    expect(await desk.company.charges(first.order.reference)).toHaveLength(1);
  });

  it('that is decided late is pending, then unknown, and found', async () => {
    const started = await desk.started();
    await visit(started, company.payers.late);
    await desk.settle();
    expect(await desk.seen(started)).toMatchObject({ status: 'pending' });
    await desk.pass(620);
    expect(await desk.seen(started)).toMatchObject({ status: 'unknown', reason: null });
    await desk.pass(300);
    await desk.pass(60);
    expect(await desk.seen(started)).toMatchObject({ status: 'succeeded' });
  });

  it('a callback that its company did not sign is answered like any address that does not exist, and noted', async () => {
    const started = await desk.started();
    const noted = vi.spyOn(desk.bed.deps.log, 'warn');
    const url = company.callbackPath;
    const answer = await desk.served.app.inject({
      method: 'POST',
      url,
      payload: { event_type: 'PAYMENT.CAPTURE.COMPLETED' },
    });
    expect(answer.statusCode).toBe(404);
    expect(noted).toHaveBeenCalledWith(expect.objectContaining({ security: true }), expect.anything());
    noted.mockRestore();
    await desk.settle();
    expect(await desk.seen(started)).toMatchObject({ status: 'pending' });
  });

  it('may be given up by its own payer: it fails at once, and the order may be paid in another way', async () => {
    const started = await desk.started();
    expect(await desk.giveUp(started, await desk.passenger())).toMatchObject({ code: 'NOT_FOUND' });
    for (let times = 0; times < 2; times += 1)
      expect(await desk.giveUp(started)).toMatchObject({ ok: true, value: { status: 'failed', approveUrl: null } });
    expect(await desk.news(started.order)).toEqual(['payment-failed']);
    expect(await desk.pay(started.order, started.by)).toMatchObject({ ok: true });
    await visit(started, company.payers.pays);
    for (const seconds of [10, 3_600]) await desk.pass(seconds);
    expect((await desk.company.moved(started.order.reference)).paidMinor).toBe(0);
  });

  it('given up when it is paid stays paid', async () => {
    const started = await paid();
    expect(await desk.giveUp(started)).toMatchObject({ ok: true, value: { status: 'succeeded' } });
  });

  it('is given back, in parts and once each', async () => {
    const started = await paid();
    for (const amountMinor of [1_000, 250]) {
      const due = {
        refundId: newId(),
        orderId: started.order.orderId,
        version: 1,
        attemptId: started.attempt.attemptId,
        amount: { amountMinor, currency: 'USD' },
        cause: 'paid-twice',
        reference: started.order.reference,
        contact: { phone: null, email: null },
        locale: 'en',
      } as const;
      for (let heard = 0; heard < 2; heard += 1) await desk.bed.hear(desk.payment, refundDue, due);
      for (const seconds of [1, 2, 3]) await desk.pass(seconds);
    }
    expect(await desk.company.moved(started.order.reference)).toEqual({ paidMinor: 1_250, refundedMinor: 1_250 });
    expect(await desk.news(started.order)).toEqual(['payment-succeeded', 'refund-succeeded', 'refund-succeeded']);
  });
});
