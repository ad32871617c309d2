import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  companyChanged,
  getSeatMap,
  giveBackSeats,
  holdSeats,
  keepSeats,
  listKeptSeats,
  type BodyOf,
  type OutputOf,
} from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { transaction } from '@safiri/runtime';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleCompany, sampleLayout } from '../network/sample-network.ts';
import { insertKept, listHad, waitForSeats } from './kept-seat-queries.ts';

let sale: Sale;
let buyer: Buyer;
let supervisor: Buyer['call'];
const { companyId } = sampleCompany;
const rival = { ...sampleCompany, companyId: newId(), name: 'Simba Express' };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, companyChanged, rival);
  buyer = await sale.buyer();
  supervisor = await staff('supervisor');
});
afterAll(async () => await sale.bed.close());

async function staff(role: 'agent' | 'supervisor', of = companyId): Promise<Buyer['call']> {
  return sale.served.as(await sale.bed.tokens.staff(role, of));
}

type Asked = Partial<BodyOf<typeof keepSeats>>;

async function ask(body: Asked, { by = supervisor, key = newId(), company = companyId } = {}) {
  const whole = { seats: [1], keptFor: 'nobody' as const, minutesBefore: null, reason: 'torn cushion', ...body };
  return await by(keepSeats, { params: { companyId: company }, body: whole, idempotencyKey: key });
}

async function keep(body: Asked, key = newId()): Promise<OutputOf<typeof keepSeats>> {
  const answer = await ask(body, { key });
  assert(answer.ok, `the seats are kept: ${answer.ok ? '' : `${answer.code} ${answer.detail}`}`);
  return answer.value;
}

async function hold(tripId: number, seats: number[], reducedMobility = false) {
  return await buyer.call(holdSeats, {
    body: { trips: [{ tripId, from: 0, to: 2, seats }], ...(reducedMobility ? { reducedMobility } : {}) },
    idempotencyKey: newId(),
  });
}

describe('seats that are kept', () => {
  it('are nobody else’s until they are given back, which may be said twice', async () => {
    const tripId = await sale.addTrip();
    const { kept, had } = await keep({ tripId, seats: [2, 1] });
    expect({ kept, had }).toMatchObject({
      kept: { tripId, layoutId: null, seats: [1, 2], keptFor: 'nobody' },
      had: [],
    });
    expect(await hold(tripId, [1])).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
    expect(await hold(tripId, [2, 3])).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
    for (let time = 0; time < 2; time += 1)
      expect(await supervisor(giveBackSeats, { params: { companyId, keptId: kept.keptId } })).toMatchObject({
        ok: true,
      });
    expect(await hold(tripId, [1])).toMatchObject({ ok: true });
    expect(await sale.violations()).toBe(0);
  });

  it('are kept on all trips of a layout, or until some time before departure', async () => {
    const tripId = await sale.addTrip();
    await keep({ tripId, seats: [3], minutesBefore: 2 * 24 * 60 + 1 });
    expect(await hold(tripId, [3])).toMatchObject({ ok: true });
    const { kept, had } = await keep({ layoutId: sampleLayout.layoutId, seats: [4] });
    expect({ tripId: kept.tripId, had }).toEqual({ tripId: null, had: [] });
    expect(await hold(tripId, [4])).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
    await supervisor(giveBackSeats, { params: { companyId, keptId: kept.keptId } });
  });

  it('for reduced mobility are had by who needs them', async () => {
    const tripId = await sale.addTrip();
    await keep({ tripId, keptFor: 'reduced-mobility' });
    expect(await hold(tripId, [1])).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
    expect(await hold(tripId, [1], true)).toMatchObject({ ok: true });
  });

  it('are named with who has them: held, or sold, and not what is over or elsewhere', async () => {
    const tripId = await sale.addTrip();
    const ride = { tripId, from: 0, to: 2 };
    const held = await sale.hold(buyer, [{ ...ride, seats: [1] }]);
    const sold = await sale.book(buyer, [{ ...ride, from: 2, to: 4, seats: [1] }]);
    const over = await sale.hold(buyer, [{ ...ride, seats: [2, 3] }]);
    await sale.age(over.orderId);
    const { had } = await keep({ tripId, seats: [1, 2] });
    expect(had).toEqual([
      {
        seat: 1,
        from: 0,
        to: 2,
        status: 'held',
        heldUntil: held.expiresAt,
        orderId: held.orderId,
        reference: held.reference,
      },
      { seat: 1, from: 2, to: 4, status: 'sold', heldUntil: null, orderId: sold.orderId, reference: sold.reference },
    ]);
    expect(await buyer.call(getSeatMap, { params: { tripId }, query: { from: 0, to: 2 } })).toMatchObject({ ok: true });
    expect(await sale.violations()).toBe(0);
  });

  it('are kept once by one key', async () => {
    const tripId = await sale.addTrip();
    const key = newId();
    const [first, second] = await Promise.all([
      keep({ tripId, seats: [1, 2] }, key),
      keep({ tripId, seats: [2, 1] }, key),
    ]);
    expect(second.kept).toEqual(first.kept);
    const listed = await supervisor(listKeptSeats, { params: { companyId }, query: { tripId } });
    expect(listed).toMatchObject({ ok: true, value: { keptSeats: [first.kept], more: false } });
    expect(await ask({ tripId, seats: [3] }, { key })).toMatchObject({ ok: false, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('while others hold them are either refused to them or said to be theirs', async () => {
    const seats = [1, 2, 3, 4];
    for (let round = 0; round < 5; round += 1) {
      const tripId = await sale.addTrip();
      const [kept, ...holds] = await Promise.all([
        keep({ tripId, seats }),
        ...seats.map(async (seat) => await hold(tripId, [seat])),
      ]);
      const theirs = kept.had.map((claim) => claim.seat);
      expect(holds.map((answer) => answer.ok)).toEqual(seats.map((seat) => theirs.includes(seat)));
    }
    expect(await sale.violations()).toBe(0);
  });
});

it('a hold that found a seat free waits for whoever is keeping it, and is refused', async () => {
  const tripId = await sale.addTrip();
  const asked = { tripId, layoutId: null, seats: [1], keptFor: 'nobody' as const, minutesBefore: null };
  const held = await transaction(sale.bed.deps.db, { kind: 'company', id: companyId }, async (tx) => {
    const ids = { keptId: newId(), companyId, keptBy: newId(), idempotencyKey: newId() };
    await insertKept(tx, { ...asked, ...ids, reason: 'torn cushion', fingerprint: 'f' });
    await waitForSeats(tx, tripId, [1]);
    expect(await listHad(tx, tripId, [1])).toEqual([]);
    const holding = hold(tripId, [1]);
    while (!(await somebodyWaits())) continue;
    return { holding };
  });
  expect(await held.holding).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
  expect(await sale.violations()).toBe(0);
});

async function somebodyWaits(): Promise<boolean> {
  const waiting = await sale.bed.admin(
    "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
  );
  return waiting.length > 0;
}

describe('keeping seats is refused', () => {
  it('TRIP_OR_LAYOUT, NOT_FOUND, SEAT_UNKNOWN', async () => {
    const tripId = await sale.addTrip();
    const foreign = await sale.addTrip({ companyId: rival.companyId });
    expect(await ask({})).toMatchObject({ ok: false, code: 'TRIP_OR_LAYOUT' });
    expect(await ask({ tripId, layoutId: newId() })).toMatchObject({ ok: false, code: 'TRIP_OR_LAYOUT' });
    for (const of of [{ layoutId: newId() }, { tripId: foreign }, { tripId: tripId + 1_000_000 }])
      expect(await ask(of)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await ask({ tripId, seats: [1, 77] })).toMatchObject({
      ok: false,
      code: 'SEAT_UNKNOWN',
      problem: { field: '/body/seats/1' },
    });
  });

  it('TOO_MANY_KEPT, and nothing is kept', async () => {
    const tripId = await sale.addTrip();
    await sale.bed.admin(
      `insert into ticketing.kept_seats (kept_id, company_id, trip_id, seats, kept_for, reason, kept_by)
       select gen_random_uuid(), $1, $2, '{1}', 'nobody', 'test', $1 from generate_series(1, 50)`,
      [companyId, tripId],
    );
    expect(await ask({ tripId })).toMatchObject({ ok: false, code: 'TOO_MANY_KEPT' });
    const listed = await supervisor(listKeptSeats, { params: { companyId }, query: { tripId } });
    expect(listed.ok && listed.value.keptSeats.length).toBe(50);
  });

  it('FORBIDDEN to agents, to passengers and to another company’s staff, who see nothing either', async () => {
    const tripId = await sale.addTrip();
    const { kept } = await keep({ tripId });
    const stranger = await staff('supervisor', rival.companyId);
    expect(await ask({ tripId }, { by: await staff('agent') })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await ask({ tripId }, { by: buyer.call })).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
    expect(await ask({ tripId }, { by: stranger })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await ask({ tripId }, { by: stranger, company: rival.companyId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger(listKeptSeats, { params: { companyId }, query: {} })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await stranger(listKeptSeats, { params: { companyId: rival.companyId }, query: {} })).toMatchObject({
      value: { keptSeats: [] },
    });
    await stranger(giveBackSeats, { params: { companyId: rival.companyId, keptId: kept.keptId } });
    expect(await hold(tripId, [1])).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
  });
});

it('rows of kept seats are seen and written by their company alone, and by nobody who does not act', async () => {
  const { kept } = await keep({ tripId: await sale.addTrip() });
  const { db } = sale.bed.deps;
  const count = sql<{ n: number }>`select count(*) as n from kept_seats where kept_id = ${kept.keptId}`;
  expect((await count.execute(db.kysely)).rows).toEqual([{ n: 0 }]);
  const seenBy = async (id: string) =>
    await transaction(db, { kind: 'company', id }, async (tx) => (await count.execute(tx)).rows[0]?.n);
  expect([await seenBy(companyId), await seenBy(rival.companyId)]).toEqual([1, 0]);
  const waiting = transaction(
    db,
    { kind: 'company', id: rival.companyId },
    async (tx) => await sql`select wait_for_seats(${kept.tripId}, '{1}')`.execute(tx),
  );
  await expect(waiting).rejects.toThrow('not the actor');
});
