import { sql } from 'kysely';
import { asService, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** No transaction lives a tenth of this: its statements end after 10 s, and its pauses after 15. */
const settledAfter = sql`interval '10 minutes'`;

/**
 * Takes all balances at the end of the next hour that is surely over: the ones before, and the entries of the hour. Entries of
 * two hours at the most are added up for a balance then. Two processes may try; one cuts. Answers whether more hours wait.
 */
export async function cutBalances(ctx: Ctx): Promise<boolean> {
  return await transaction(ctx.db, asService, async (tx) => {
    const cut = await takeNextCut(tx);
    if (cut !== undefined) await takeBalances(tx, cut);
    return cut !== undefined;
  });
}

type Cut = { readonly before: string; readonly cutAt: string };

/** The end of the first hour after the last cut that has entries. Times are texts here: a date of JavaScript drops microseconds. */
async function takeNextCut(tx: Tx): Promise<Cut | undefined> {
  const { rows } = await sql<Cut>`
    with last as (select max(cut_at) as before from ledger_cuts),
    safe as (select date_trunc('hour', now() - ${settledAfter}, 'UTC') as latest),
    first as (select min(posted_at) as posted_at from ledger_entries, last where posted_at > last.before),
    made as (
      insert into ledger_cuts
      select least(date_trunc('hour', first.posted_at, 'UTC') + interval '1 hour', latest) from safe, first where first.posted_at <= latest
      on conflict do nothing
      returning cut_at)
    select last.before::text, made.cut_at::text as "cutAt" from last, made`.execute(tx);
  return rows[0];
}

async function takeBalances(tx: Tx, { before, cutAt }: Cut): Promise<void> {
  await sql`
    with moved as (
      select company_id, account, currency, method, sum(amount_minor)::bigint as amount_minor from ledger_entries
       where posted_at > ${before}::timestamptz and posted_at <= ${cutAt}::timestamptz
       group by company_id, account, currency, method)
    insert into ledger_balances (company_id, account, method, currency, cut_at, balance_minor)
    select m.company_id, m.account, m.method, m.currency, ${cutAt}::timestamptz, m.amount_minor + coalesce(b.balance_minor, 0)
      from moved m
      left join lateral (
        select balance_minor from ledger_balances b
         where b.company_id = m.company_id and b.account = m.account and b.currency = m.currency and b.method = m.method
         order by b.cut_at desc limit 1) b on true`.execute(tx);
}
