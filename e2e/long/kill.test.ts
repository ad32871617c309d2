import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, localDate, systemClock } from '@safiri/kernel';
import type { TripOffer } from '@safiri/contracts';
import { ask, contradictions, readBooks } from '../product/books.ts';
import { holdAndCheckOut, newGuest, offersBetween, pay, untilSettled } from '../product/buyer.ts';
import { startProduct, type Product } from '../product/start-product.ts';

const buyers = 200;
/** The process is killed when this many buyers have asked for money: some wait for their wallet, some have not begun. */
const killAfterAttempts = 80;
/** Wallets that behave, and those whose answers are doubled, lost, early, or hidden behind an error (simulators/momo/README.md). */
const payers = [
  '250788123456',
  '250788000000',
  '250788000001',
  '250788000005',
  '250788000006',
  '250788000007',
  '250788000008',
  '250788000010',
  '250788000016',
];

let product: Product;
let offers: TripOffer[];

beforeAll(async () => {
  // All of them behind one address, as behind a carrier's.
  product = await startProduct({ MOST_HOLDS_PER_ADDRESS: '10000' });
  const guest = await newGuest(product.address);
  const date = addDays(localDate(systemClock.now(), 'Africa/Kigali'), 1);
  offers = await offersBetween(guest, { from: 'Kigali', to: 'Huye', date });
  if (offers.length < 6) throw new Error('too few departures to spread 200 buyers over');
});
afterAll(async () => await product.remove());

it('killed amid 200 purchases and started again, the product owes nobody anything and sold no seat twice', async () => {
  let attempts = 0;
  let killed: Promise<void> | undefined;
  const killOnce = (): void => {
    attempts += 1;
    if (attempts === killAfterAttempts) killed = product.kill().then(async () => await product.startAgain());
  };
  const outcomes = await Promise.all(
    Array.from({ length: buyers }, async (_buyer, index) => await buy(index, killOnce)),
  );
  expect(killed, 'the process was killed').toBeDefined();
  await killed;

  const bought = outcomes.filter((outcome) => outcome !== 'taken');
  expect(bought.length).toBeGreaterThan(100);
  const databaseUrl = await product.databaseUrl();
  await expect
    .poll(async () => (await ask(databaseUrl, contradictions))[0], { timeout: 60_000, interval: 500 })
    .toEqual({
      overlapping_claims: 0,
      drifted_bitmaps: 0,
      confirmed_without_money: 0,
      sold_without_ticket: 0,
      doubled_tickets: 0,
      paid_and_unheard: 0,
      doubled_messages: 0,
      untold_news: 0,
      dead_letters: 0,
    });
  await agreeWithTheWallet(databaseUrl);
});

/** One buyer, who takes another seat when the first is gone, and repeats every call that is not answered. */
async function buy(index: number, onAttempt: () => void): Promise<string> {
  const client = await newGuest(product.address);
  const offer = offers[index % offers.length];
  if (offer === undefined) throw new Error('no offer');
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const seat = 1 + ((index * 7 + attempt * 3) % offer.capacity);
    const seats = index % 5 === 0 && seat < offer.capacity ? [seat, seat + 1] : [seat];
    const order = await holdAndCheckOut(client, { offer, seats, phone: `+25078840${1000 + index}` });
    if (order === undefined) continue;
    const payer = payers[index % payers.length] ?? '';
    const paying = pay(client, order.orderId, `+${payer}`);
    onAttempt();
    await paying;
    return (await untilSettled(client, order.orderId)).order.status;
  }
  return 'taken';
}

/** Every franc the wallet moved is a succeeded attempt with a confirmed order or a refund, and the other way round. */
async function agreeWithTheWallet(databaseUrl: string): Promise<void> {
  const charges = (await readBooks(product.simulator, 'charges')).filter((charge) => charge['status'] === 'SUCCESSFUL');
  const refunds = (await readBooks(product.simulator, 'refunds')).filter((refund) => refund['status'] === 'SUCCESSFUL');
  const attempts = await ask(
    databaseUrl,
    `
    select a.provider_reference as reference, a.amount_minor as amount, o.status as order_status, coalesce(sum(r.amount_minor) filter (where r.status = 'succeeded'), 0)::bigint as refunded
      from payment.attempts a join ticketing.orders o using (order_id) left join payment.refunds r using (order_id, attempt_id)
     where a.status = 'succeeded' group by a.order_id, a.attempt_id, o.order_id`,
  );
  const amountsOf = (rows: Record<string, unknown>[], key: string, amount: string) =>
    Object.fromEntries(rows.map((row) => [String(row[key]), Number(row[amount])]));
  expect(amountsOf(attempts, 'reference', 'amount')).toEqual(amountsOf(charges, 'referenceId', 'amountMinor'));
  for (const attempt of attempts) {
    const kept = attempt['order_status'] === 'confirmed' ? 0 : Number(attempt['amount']);
    expect({ order: attempt['order_status'], refunded: Number(attempt['refunded']) }).toEqual({
      order: attempt['order_status'],
      refunded: kept,
    });
  }
  const given = refunds.reduce((sum, refund) => sum + Number(refund['amountMinor']), 0);
  expect(given).toBe(attempts.reduce((sum, attempt) => sum + Number(attempt['refunded']), 0));
  const summary: unknown = await (await fetch(`${product.simulator}/control/summary`)).json();
  expect(summary).toMatchObject({ problems: [] });
}
