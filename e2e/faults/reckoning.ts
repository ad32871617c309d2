import { contradictions } from '../product/books.ts';
import { readOrderBooks, type OrderBooks } from './order-books.ts';
import type { World } from './world.ts';

/** Everything on which two books differ, as sentences that name the order; none when all of them agree. */
export async function differences(world: World): Promise<string[]> {
  const orders = await readOrderBooks(world);
  return [
    ...orders.flatMap(companyAgainstPayment),
    ...(await world.ask(acrossServices)).map((row) => String(row['sentence'])),
    ...(await world.ask(unbalancedAccounts)).map((row) => String(row['sentence'])),
    ...(await contradicted(world)),
    ...(await booksInOrder(world)),
  ];
}

/** The money of the whole run by currency, for whoever reads the log. */
export async function totals(world: World): Promise<Record<string, unknown>[]> {
  return await world.ask(moneyByCurrency);
}

function companyAgainstPayment(books: OrderBooks): string[] {
  const { order, method, currency, charged, charges, returned, succeeded, attempts, held, refunded, clearing } = books;
  const about = `order ${order}, ${method}, ${currency}:`;
  return [
    charges > attempts ? `${about} the company charged ${charges} times, payment knows of ${attempts}` : '',
    charged === succeeded + held
      ? ''
      : `${about} the company took ${charged}, attempts say ${succeeded} and ${held} held`,
    returned === refunded ? '' : `${about} the company gave back ${returned}, refunds say ${refunded}`,
    clearing === charged - returned
      ? ''
      : `${about} ${charged - returned} lie with the company, the ledger says ${clearing}`,
  ].filter((sentence) => sentence !== '');
}

async function contradicted(world: World): Promise<string[]> {
  const [counts = {}] = await world.ask(contradictions);
  return Object.entries(counts).flatMap(([what, count]) => (Number(count) === 0 ? [] : [`${what}: ${String(count)}`]));
}

async function booksInOrder(world: World): Promise<string[]> {
  const problems = await Promise.all(
    world.companies.map(async (company) => ({ company, summary: await company.control('GET', 'summary') })),
  );
  return problems.flatMap(({ company, summary }) => {
    const found =
      typeof summary === 'object' && summary !== null && 'problems' in summary ? summary.problems : undefined;
    return Array.isArray(found) && found.length === 0
      ? []
      : [`the books of ${company.method}: ${JSON.stringify(found)}`];
  });
}

/**
 * By order: what came (payment) is what ticketing heard; that lies on sold seats, is kept of cancelled ones, or goes back; what goes back is owed or paid
 * in payment; and the ledger has the same on its accounts.
 */
const byOrder = `
  money as (
    select o.order_id, max(o.reference) as reference, max(o.currency) as currency,
           coalesce(max(a.came), 0) as came, coalesce(max(a.held), 0) as held,
           coalesce(max(p.heard), 0) as heard, coalesce(max(b.told), 0) as told, coalesce(max(c.sold), 0) + coalesce(max(q.kept), 0) as sold,
           coalesce(max(r.known), 0) as known, coalesce(max(r.paid_back), 0) as paid_back,
           coalesce(max(l.passenger), 0) as passenger, coalesce(max(l.owed), 0) as owed, coalesce(max(l.suspense), 0) as suspense,
           coalesce(max(l.earned), 0) as earned
      from ticketing.orders o
      left join (select order_id, sum(amount_minor) filter (where status = 'succeeded') as came,
                        sum(amount_minor) filter (where held_because is not null) as held from payment.attempts group by 1) a using (order_id)
      left join (select order_id, sum(amount_minor) as heard from ticketing.order_payments group by 1) p using (order_id)
      left join (select order_id, sum(amount_minor) as told from ticketing.order_refunds group by 1) b using (order_id)
      left join (select order_id, sum(fare_minor) as sold from ticketing.claims where status = 'sold' group by 1) c using (order_id)
      left join (select order_id, sum(kept_minor) as kept from ticketing.refund_quote_lines where confirmed group by 1) q using (order_id)
      left join (select order_id, sum(amount_minor) as known, sum(amount_minor) filter (where status = 'succeeded') as paid_back
                   from payment.refunds group by 1) r using (order_id)
      left join (select order_id, -sum(amount_minor) filter (where account = 'passenger-money') as passenger,
                        -sum(amount_minor) filter (where account = 'refunds-owed') as owed,
                        -sum(amount_minor) filter (where account = 'suspense') as suspense,
                        -sum(amount_minor) filter (where account in ('company-payable', 'commission', 'taxes')) as earned
                   from payment.ledger_entries group by 1) l using (order_id)
     group by o.order_id)`;

const acrossServices = `
  with ${byOrder}
  select format('order %s, %s: %s came, %s heard, %s for seats, %s told to go back, %s known as refunds, %s paid back; ledger: %s passenger''s, %s owed, %s held, %s earned',
                reference, currency, came, heard, sold, told, known, paid_back, passenger, owed, suspense, earned) as sentence
    from money
   where came <> heard or heard <> sold + told or told <> known or passenger <> 0 or owed <> known - paid_back or suspense <> held or earned <> sold`;

const unbalancedAccounts = `
  select format('ledger set %s %s sums to %s', source_kind, source_id, sum(amount_minor)) as sentence
    from payment.ledger_entries group by source_kind, source_id having sum(amount_minor) <> 0
  union all
  select format('all accounts in %s sum to %s', currency, sum(amount_minor)) from payment.ledger_entries group by currency having sum(amount_minor) <> 0
  union all
  select format('order %s: %s sold seats, %s tickets; it is %s and has %s messages of a booking; %s refunds came back and %s messages say so',
                o.reference, c.seats, t.tickets, o.status, d.bookings, r.refunds, d.refunds)
    from ticketing.orders o
    cross join lateral (select count(*) as seats from ticketing.claims c where c.order_id = o.order_id and c.status = 'sold') c
    cross join lateral (select count(*) as tickets from ticketing.tickets t where t.order_id = o.order_id and t.status = 'issued') t
    cross join lateral (select count(*) as refunds from payment.refunds r where r.order_id = o.order_id and r.status = 'succeeded') r
    cross join lateral (select count(*) filter (where d.template = 'booking') as bookings, count(*) filter (where d.template = 'refund-succeeded') as refunds
                          from notification.deliveries d where d.order_id = o.order_id) d
   where c.seats <> t.tickets or d.bookings <> case o.status when 'confirmed' then 1 else 0 end or d.refunds <> r.refunds
  union all
  select format('%s money of %s: %s came, %s is fulfilled, %s is refundable or was refunded, %s is held', currency, count(*), sum(came), sum(earned), sum(known), sum(held))
    from (with ${byOrder} select * from money) all_orders group by currency having sum(came) + sum(held) <> sum(earned) + sum(known) + sum(held)`;

const moneyByCurrency = `
  with ${byOrder}
  select currency, count(*) as orders, sum(came) as came, sum(earned) as fulfilled, sum(paid_back) as "paidBack", sum(owed) as "stillOwed", sum(held) as held
    from money group by currency order by currency`;
