import { expect } from 'vitest';
import { ask, contradictions, readBooks } from './books.ts';

/** News on its way arrives; then nothing is what must never be. */
export async function nothingContradicts(databaseUrl: string, patienceMilliseconds = 60_000): Promise<void> {
  await expect
    .poll(async () => (await ask(databaseUrl, contradictions))[0], { timeout: patienceMilliseconds, interval: 500 })
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
}

/** Every franc the wallet moved is a succeeded attempt with a confirmed order or a refund, and the other way round. */
export async function agreeWithTheWallet(databaseUrl: string, simulator: string): Promise<void> {
  const charges = (await readBooks(simulator, 'charges')).filter((charge) => charge['status'] === 'SUCCESSFUL');
  const refunds = (await readBooks(simulator, 'refunds')).filter((refund) => refund['status'] === 'SUCCESSFUL');
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
  const summary: unknown = await (await fetch(`${simulator}/control/summary`)).json();
  expect(summary).toMatchObject({ problems: [] });
}
