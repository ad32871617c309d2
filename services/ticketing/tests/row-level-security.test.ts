import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyChanged, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction, type DatabaseActor } from '@safiri/runtime';
import { confirmClaims, endClaims, forgetClaims, sellLate } from '../src/holds/claim-queries.ts';
import { sampleCompany } from '../src/network/sample-network.ts';
import { openRefundDesk } from './refund-desk.ts';
import { openSale, type Buyer, type Sale } from './open-sale.ts';

let sale: Sale;
let buyer: Buyer;
/** Of two companies, with a ticket on a trip of each. */
let order: Order;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };
const tables = [
  'orders',
  'claims',
  'tickets',
  'order_payments',
  'order_refunds',
  'refund_quotes',
  'refund_quote_lines',
] as const;

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, rival);
  buyer = await sale.buyer();
  const [ours, theirs] = [await sale.addTrip(), await sale.addTrip({ companyId: rival.companyId })];
  order = await sale.book(buyer, [
    { tripId: ours, from: 0, to: 1, seats: [1, 2] },
    { tripId: theirs, from: 0, to: 1, seats: [1] },
  ]);
  await sale.pay(order);
  await openRefundDesk(sale).quote(order, [2]);
  await sale.book(await sale.buyer(), [{ tripId: ours, from: 2, to: 3, seats: [1] }]);
});
afterAll(async () => await sale.bed.close());

async function countAs(actor: DatabaseActor): Promise<number[]> {
  return await transaction(sale.bed.deps.db, actor, async (tx) => {
    const counts: number[] = [];
    for (const table of tables)
      counts.push(
        (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]?.n ?? -1,
      );
    return counts;
  });
}

describe('rows of orders, claims, tickets, payments, refunds', () => {
  it('nobody acting sees none', async () => {
    for (const table of tables)
      expect((await sql`select from ${sql.table(table)} limit 1`.execute(sale.bed.deps.db.kysely)).rows).toEqual([]);
  });

  it('a passenger sees their own, a link those of its order, others none', async () => {
    expect(await countAs({ kind: 'passenger', id: buyer.subjectId })).toEqual([1, 3, 3, 0, 1, 1, 1]);
    expect(await countAs({ kind: 'passenger', id: newId() })).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(await countAs({ kind: 'link', id: order.link ?? '' })).toEqual([1, 3, 3, 0, 1, 1, 1]);
    expect(await countAs({ kind: 'link', id: buyer.subjectId })).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('a company sees the orders that touch its trips, and of their claims and tickets its own alone', async () => {
    expect(await countAs({ kind: 'company', id: sampleCompany.companyId })).toEqual([2, 3, 3, 0, 0, 0, 0]);
    expect(await countAs({ kind: 'company', id: rival.companyId })).toEqual([1, 1, 1, 0, 0, 0, 0]);
    expect(await countAs({ kind: 'company', id: newId() })).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('the service sees all', async () => {
    expect(await countAs(asService)).toEqual([2, 4, 4, 3, 1, 1, 1]);
  });

  it('a company and a link change nothing, a passenger nothing of others', async () => {
    for (const actor of [
      { kind: 'company', id: sampleCompany.companyId },
      { kind: 'link', id: order.link ?? '' },
      { kind: 'passenger', id: newId() },
    ] as const) {
      const { numAffectedRows } = await transaction(
        sale.bed.deps.db,
        actor,
        async (tx) => await sql`update orders set contact_email = 'x@example.org'`.execute(tx),
      );
      expect(numAffectedRows).toBe(0n);
    }
    await expect(
      transaction(
        sale.bed.deps.db,
        { kind: 'passenger', id: buyer.subjectId },
        async (tx) => await sql`update orders set owner_id = ${newId()} where order_id = ${order.orderId}`.execute(tx),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe('the running role', () => {
  it.each([
    'update seat_inventory set occupied = ~ occupied',
    'delete from seat_inventory',
    'insert into seat_inventory (trip_id, seat, company_id) select trip_id, 99, company_id from trips limit 1',
    "update claims set status = 'sold'",
    'delete from claims',
    'insert into claims (trip_id, claim_id) select trip_id, claim_id from claims',
    'insert into orders (order_id) select order_id from orders',
    'update orders set total_minor = 0',
    'update order_payments set amount_minor = 0',
    'delete from order_refunds',
    'update refund_policies set tiers = tiers',
    'update refund_quotes set total_minor = 0',
    'update refund_quote_lines set refunded_minor = 0',
    'delete from refund_quote_lines',
    'delete from tickets',
    'select make_seat_rows(1)',
    'select leg_mask(0::smallint, 1::smallint)',
    "select clear_seats('{}')",
  ])('is refused: %s', async (statement) => {
    await expect(
      transaction(sale.bed.deps.db, asService, async (tx) => await sql.raw(statement).execute(tx)),
    ).rejects.toThrow(/permission denied/);
  });

  it('owns nothing, passes by no policy and is in no other role', async () => {
    const [role] = await sale.bed.admin(`
      select rolsuper, rolbypassrls, (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
             (select count(*)::int from pg_class where relowner = r.oid) + (select count(*)::int from pg_proc where proowner = r.oid) as owned
        from pg_roles r where rolname = 'safiri_ticketing'`);
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, memberships: 0, owned: 0 });
  });
});

describe('the seat functions', () => {
  const of = () => ({ orderId: order.orderId, tripIds: order.claims.map((claim) => claim.tripId) });
  const ending = { was: 'held', becomes: 'released' } as const;

  it('change nothing for strangers, companies, links and nobody', async () => {
    const actors: DatabaseActor[] = [
      { kind: 'passenger', id: newId() },
      { kind: 'company', id: sampleCompany.companyId },
      { kind: 'link', id: order.link ?? '' },
    ];
    for (const actor of actors) {
      await expect(
        transaction(
          sale.bed.deps.db,
          actor,
          async (tx) => await endClaims(tx, { ...of(), orderIds: [order.orderId] }, ending),
        ),
      ).rejects.toThrow(/not the actor's/);
    }
    await expect(
      sql`select end_claims(${[order.orderId]}::uuid[], ${of().tripIds}::bigint[], 'held', 'released')`.execute(
        sale.bed.deps.db.kysely,
      ),
    ).rejects.toThrow(/not the actor's/);
    await expect(
      sql`select check_out_claims(${order.orderId}, ${of().tripIds}::bigint[], '[]')`.execute(sale.bed.deps.db.kysely),
    ).rejects.toThrow(/not the actor's/);
  });

  it('sell, take again, take back what is sold and remove for the service alone', async () => {
    const owner: DatabaseActor = { kind: 'passenger', id: buyer.subjectId };
    const works = [
      async () => await transaction(sale.bed.deps.db, owner, async (tx) => await confirmClaims(tx, of())),
      async () => await transaction(sale.bed.deps.db, owner, async (tx) => await sellLate(tx, of())),
      async () => await transaction(sale.bed.deps.db, owner, async (tx) => await forgetClaims(tx, [of()])),
      async () =>
        await transaction(
          sale.bed.deps.db,
          owner,
          async (tx) =>
            await endClaims(tx, { ...of(), orderIds: [order.orderId] }, { was: 'sold', becomes: 'released' }),
        ),
    ];
    for (const work of works) await expect(work()).rejects.toThrow(/only the service/);
    expect(await sale.violations()).toBe(0);
  });

  it('are open to the running role by name only, with a fixed search path, and their owner owns nothing else', async () => {
    const functions = await sale.bed.admin<{
      name: string;
      definer: boolean;
      path: boolean;
      everybody: boolean;
      running: boolean;
    }>(`
      select proname as name, prosecdef as definer, coalesce(proconfig::text like '%search_path=ticketing, pg_temp%', false) as path,
             exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0) as everybody,
             has_function_privilege('safiri_ticketing', oid, 'execute') as running
        from pg_proc where proowner = 'safiri_ticketing_seats'::regrole order by 1`);
    const open = functions.filter((each) => each.running).map((each) => each.name);
    expect(open).toEqual([
      'change_seats',
      'check_out_claims',
      'confirm_claims',
      'confirm_claims_of',
      'count_legs',
      'count_taken_seats',
      'count_waiting',
      'count_waiting_before',
      'decide_holds',
      'decide_plain_holds',
      'decide_plain_orders',
      'drifted_leg_counts',
      'end_claims',
      'end_sold_claims',
      'expire_vouchers',
      'extend_claims',
      'forget_claims',
      'forget_names',
      'forget_trips',
      'hold_seats',
      'kept_seats_now',
      'lock_seats_of_orders',
      'lock_vouchers_of',
      'move_claims',
      'name_passengers',
      'next_offers',
      'note_issued_voucher',
      'phone_has_room',
      'recount_legs',
      'refuse_underpaid_booking',
      'release_tenders_of_order',
      'reserve_voucher',
      'restore_voucher',
      'retake_claims',
      'seat_bits',
      'seat_counts',
      'seats_not_free',
      'sell_late',
      'take_voucher_off',
      'taken_seats',
      'taken_seats_for',
      'use_tenders',
      'wait_for_seats',
      'withdraw_voucher',
    ]);
    for (const each of functions)
      expect([each.name, each.everybody, each.definer && each.path]).toEqual([
        each.name,
        false,
        open.includes(each.name),
      ]);
    const owned = await sale.bed.admin(
      "select relname from pg_class where relowner = 'safiri_ticketing_seats'::regrole and relkind = 'r' order by 1",
    );
    expect(owned.map((row) => row['relname'])).toEqual([
      'claims',
      'leg_counts',
      'order_tenders',
      'seat_changes',
      'seat_inventory',
      'voucher_uses',
      'vouchers',
    ]);
  });
});

it('every table that has a person or a company in its rows forces its policies', async () => {
  const open = await sale.bed.admin<{ relname: string }>(
    "select relname from pg_class where relnamespace = 'ticketing'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity) order by 1",
  );
  expect(open.map((row) => row.relname)).toEqual([
    'areas',
    'boarding_fares',
    'companies',
    'company_standings',
    'fares',
    'layout_seats',
    'layouts',
    'leg_counts',
    'migrations',
    'pattern_stops',
    'patterns',
    'search_changes',
    'seat_changes',
    'seat_inventory',
    'stops',
    'trips',
  ]);
});

it('what is settled stays settled, whoever asks', async () => {
  await expect(
    transaction(
      sale.bed.deps.db,
      asService,
      async (tx) => await sql`update orders set status = 'expired' where order_id = ${order.orderId}`.execute(tx),
    ),
  ).rejects.toThrow(/stays so/);
});
