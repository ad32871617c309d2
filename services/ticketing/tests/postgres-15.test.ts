import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { asService, connect, migrate, transaction } from '@safiri/runtime';
import { createScratchDatabase } from '@safiri/testkit';
import { changeSoldSeats, confirmClaims, endClaims, sellLate } from '../src/holds/claim-queries.ts';

import { listTakenSeats } from '../src/seat-map/taken-seats.ts';
import { ticketingMigrations } from '../src/index.ts';
import { sampleCompany } from '../src/network/sample-network.ts';
import { countViolations, decideHold, itemFor, layoutOf } from './open-sale.ts';

const server = inject('postgres15');

it('on PostgreSQL 15 the migrations run, and seats are held, reclaimed, confirmed, given back, taken again and changed', async (context) => {
  if ('missing' in server) return context.skip(server.missing);
  const scratch = await createScratchDatabase(server.url);
  await migrate({ adminUrl: scratch.url, sets: [ticketingMigrations] });
  await migrate({ adminUrl: scratch.url, sets: [ticketingMigrations] });
  const admin = new pg.Client({ connectionString: scratch.url });
  await admin.connect();
  const asRunning = new URL(scratch.url);
  asRunning.username = 'safiri_ticketing';
  const db = connect({ connectionString: asRunning.href, schema: 'ticketing' });
  try {
    const layout = layoutOf(newId(), 4);
    await admin.query(
      'insert into ticketing.layouts (layout_id, version, company_id, capacity, layout) values ($1, 1, $2, 4, $3)',
      [layout.layoutId, sampleCompany.companyId, layout],
    );
    await admin.query(
      "insert into ticketing.trips values (7, 1, $1, $2, $3, '2031-03-01', '2031-03-01T06:00Z', 'scheduled')",
      [sampleCompany.companyId, newId(), layout.layoutId],
    );

    const ride = { tripId: 7, seat: 3, from: 0, to: 4 };
    const [first, second] = [itemFor([ride, { ...ride, seat: 4 }]), itemFor([ride])];
    expect(await decideHold(db, first, 0)).toMatchObject({ kind: 'held' });
    expect(await listTakenSeats(db, [{ tripId: 7, from: 1, to: 2 }])).toMatchObject([{ taken: [] }]);
    expect(await decideHold(db, second, 10)).toMatchObject({ kind: 'held' });
    const others = itemFor([1, 2].map((seat) => ({ ...ride, seat })));
    expect(await decideHold(db, others, 10)).toMatchObject({ kind: 'held' });
    expect(await decideHold(db, itemFor([ride]), 10)).toMatchObject({ kind: 'taken', seats: [{ tripId: 7, seat: 3 }] });
    expect(await listTakenSeats(db, [{ tripId: 7, from: 1, to: 2 }])).toMatchObject([{ taken: [1, 2, 3] }]);
    const of = (item: { orderId: string }) => ({ orderId: item.orderId, orderIds: [item.orderId], tripIds: [7] });
    await transaction(db, asService, async (tx) => {
      expect([
        await confirmClaims(tx, of(first)),
        await sellLate(tx, of(first)),
        await confirmClaims(tx, of(second)),
      ]).toEqual([false, false, true]);
      expect(await endClaims(tx, of(second), { was: 'sold', becomes: 'released' })).toHaveLength(1);
      expect(await sellLate(tx, of(first))).toBe(true);
      const change = { tripId: 7, claimId: first.claims[0]?.claimId ?? '', seat: 1 };
      expect(await changeSoldSeats(tx, first.orderId, [change])).toEqual([{ ...change, why: 'taken' }]);
      await endClaims(tx, of(others), { was: 'held', becomes: 'released' });
      expect(await changeSoldSeats(tx, first.orderId, [change])).toEqual([]);
    });
    expect((await sql`select from claims`.execute(db.kysely)).rows).toEqual([]);
    await expect(sql`update seat_inventory set occupied = ~ occupied`.execute(db.kysely)).rejects.toThrow(
      /permission denied/,
    );
    expect(await countViolations({ admin: async (text) => (await admin.query(text)).rows })).toBe(0);
  } finally {
    await db.close();
    await admin.end();
    await scratch.drop();
  }
});
