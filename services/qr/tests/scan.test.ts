import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  listTicketKeys,
  scanTicket,
  ticketIssued,
  ticketsCancelled,
  tripCancelled,
  tripsScheduled,
  patternsChanged,
  stopsChanged,
  type IssuedTicket,
  type TripState,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import { createQr, type QrService } from '../src/index.ts';

const company = newId();
const otherCompany = newId();
const config = { KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') };

let bed: Testbed;
let qr: QrService;
let driver: Client;
let served: Awaited<ReturnType<Testbed['serve']>>;
let nextTrip = 1000;

beforeAll(async () => {
  bed = await openTestbed({ service: 'qr', postgres: inject('postgres'), startAt: new Date('2026-05-01T06:00:00Z') });
  qr = await createQr({ ...bed.deps, config });
  served = await bed.serve(qr);
  driver = served.as(await bed.tokens.staff('driver', company));
});
afterAll(async () => await bed.close());

function tripOf(changes: Partial<TripState> = {}): TripState {
  nextTrip += 1;
  return {
    tripId: nextTrip,
    version: 1,
    companyId: company,
    patternId: newId(),
    layoutId: newId(),
    serviceDate: '2026-05-01',
    departsAt: '2026-05-01T06:30:00.000Z',
    status: 'scheduled',
    ...changes,
  };
}

function ticketOf(trip: TripState, changes: Partial<IssuedTicket> = {}): IssuedTicket {
  return {
    ticketId: newId(),
    version: 1,
    orderId: newId(),
    tripId: trip.tripId,
    companyId: trip.companyId,
    epoch: 1,
    status: 'issued',
    seat: 7,
    seatLabel: '2C',
    from: 1,
    to: 3,
    fromStop: 'Muhanga',
    toStop: 'Huye',
    passengerName: 'A. Passenger',
    validFrom: '2026-05-01T00:00:00.000Z',
    validUntil: '2026-05-01T20:00:00.000Z',
    ...changes,
  };
}

/** A trip on sale and a ticket for it, issued and signed; answers what a passenger holds. */
async function issue(
  changes: { trip?: Partial<TripState>; ticket?: Partial<IssuedTicket> } = {},
): Promise<{ trip: TripState; ticket: IssuedTicket; token: string }> {
  const trip = tripOf(changes.trip);
  const ticket = ticketOf(trip, changes.ticket);
  await bed.hear(qr, tripsScheduled, { serviceDate: trip.serviceDate, trips: [trip] });
  await bed.hear(qr, ticketIssued, { orderId: ticket.orderId, tickets: [ticket] });
  return { trip, ticket, token: await tokenOf(ticket) };
}

async function tokenOf(ticket: IssuedTicket): Promise<string> {
  const signed = (await bed.outbox()).findLast(
    (row) => row.type === 'ticket-signed' && row.aggregateId === ticket.ticketId && row.version === ticket.epoch,
  );
  return (signed?.payload as { token: string } | undefined)?.token ?? 'never signed';
}

async function scanAs(client: Client, body: { tripId: number; token: string; stopIndex?: number; scanId?: string }) {
  const answer = await client(scanTicket, { body: { scanId: newId(), ...body } });
  return answer.ok ? answer.value : { result: answer.code, message: '', ticket: null, boarded: null };
}

describe('a scan', () => {
  it('boards a ticket once, then says where it boarded', async () => {
    const { trip, token } = await issue();
    expect(await scanAs(driver, { tripId: trip.tripId, token, stopIndex: 1 })).toMatchObject({
      result: 'accepted',
      ticket: { seatLabel: '2C', passengerName: 'A. Passenger' },
    });
    expect(await scanAs(driver, { tripId: trip.tripId, token })).toMatchObject({
      result: 'already-boarded',
      boarded: { stop: 'Muhanga', at: '2026-05-01T06:00:00.000Z' },
    });
  });

  it('repeated with the same id gives the same answer and no second boarding', async () => {
    const { trip, token } = await issue();
    const scanId = newId();
    const first = await scanAs(driver, { tripId: trip.tripId, token, scanId });
    expect(await scanAs(driver, { tripId: trip.tripId, token, scanId })).toEqual(first);
    expect(await scanAs(driver, { tripId: trip.tripId, token: `${token}X`, scanId })).toMatchObject({
      result: 'SCAN_ID_REUSED',
    });
  });

  it('by two doors at the same moment boards one of them', async () => {
    const { trip, token } = await issue();
    const results = await Promise.all(
      Array.from({ length: 8 }, async () => (await scanAs(driver, { tripId: trip.tripId, token })).result),
    );
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    expect(results.filter((result) => result === 'already-boarded')).toHaveLength(7);
  });

  it("tells a ticket for another trip, and shows nothing of another company's", async () => {
    const { token } = await issue();
    const elsewhere = await issue();
    const foreign = await issue({ trip: { companyId: otherCompany } });
    expect(await scanAs(driver, { tripId: elsewhere.trip.tripId, token })).toMatchObject({
      result: 'wrong-trip',
      ticket: { seatLabel: '2C' },
    });
    expect(await scanAs(driver, { tripId: elsewhere.trip.tripId, token: foreign.token })).toMatchObject({
      result: 'wrong-trip',
      ticket: null,
    });
  });

  it.each([
    [0, 'wrong-stop'],
    [1, 'accepted'],
    [2, 'accepted'],
    [3, 'wrong-stop'],
  ])('at stop %i of a ticket from stop 1 to 3 answers %s', async (stopIndex, result) => {
    const { trip, token } = await issue();
    expect(await scanAs(driver, { tripId: trip.tripId, token, stopIndex })).toMatchObject({ result });
  });

  it('refuses cancelled tickets and tickets of cancelled trips', async () => {
    const one = await issue();
    await bed.hear(qr, ticketsCancelled, {
      orderId: one.ticket.orderId,
      tickets: [{ ...one.ticket, status: 'cancelled', version: 2 }],
    });
    expect(await scanAs(driver, { tripId: one.trip.tripId, token: one.token })).toMatchObject({ result: 'cancelled' });
    const two = await issue();
    await bed.hear(qr, tripCancelled, {
      trip: { ...two.trip, version: 2, status: 'cancelled' },
      reason: 'road closed',
    });
    expect(await scanAs(driver, { tripId: two.trip.tripId, token: two.token })).toMatchObject({ result: 'cancelled' });
  });

  it('a cancellation that overtakes the issue stays', async () => {
    const trip = tripOf();
    const ticket = ticketOf(trip);
    await bed.hear(qr, tripsScheduled, { serviceDate: trip.serviceDate, trips: [trip] });
    await bed.hear(qr, ticketsCancelled, {
      orderId: ticket.orderId,
      tickets: [{ ...ticket, status: 'cancelled', version: 2 }],
    });
    await bed.hear(qr, ticketIssued, { orderId: ticket.orderId, tickets: [ticket] });
    expect(await scanAs(driver, { tripId: trip.tripId, token: await tokenOf(ticket) })).toMatchObject({
      result: 'cancelled',
    });
  });

  it('answers "replaced" for the code before a reissue and takes the new one', async () => {
    const { trip, ticket, token } = await issue();
    const reissued = { ...ticket, epoch: 2, version: 2, seat: 9, seatLabel: '3A' };
    await bed.hear(qr, ticketIssued, { orderId: ticket.orderId, tickets: [reissued] });
    expect(await scanAs(driver, { tripId: trip.tripId, token })).toMatchObject({ result: 'replaced' });
    expect(await scanAs(driver, { tripId: trip.tripId, token: await tokenOf(reissued) })).toMatchObject({
      result: 'accepted',
      ticket: { seatLabel: '3A' },
    });
  });

  it('refuses a genuine code of a ticket that nobody paid for', async () => {
    const { trip, ticket, token } = await issue();
    await bed.admin('delete from qr.tickets where ticket_id = $1', [ticket.ticketId]);
    expect(await scanAs(driver, { tripId: trip.tripId, token })).toMatchObject({ result: 'not-paid' });
  });

  it('keeps to the hours of validity', async () => {
    const early = await issue({ ticket: { validFrom: '2026-05-01T07:00:00.000Z' } });
    const late = await issue({ ticket: { validUntil: '2026-05-01T05:00:00.000Z' } });
    expect(await scanAs(driver, { tripId: early.trip.tripId, token: early.token })).toMatchObject({
      result: 'too-early',
    });
    expect(await scanAs(driver, { tripId: late.trip.tripId, token: late.token })).toMatchObject({ result: 'too-late' });
  });

  it('calls anything else forged, and changes nothing', async () => {
    const { trip, token } = await issue();
    for (const text of ['hello', token.slice(0, -3), token.replace(/.$/u, (last) => (last === 'A' ? 'B' : 'A'))]) {
      expect(await scanAs(driver, { tripId: trip.tripId, token: text })).toMatchObject({
        result: 'forged',
        ticket: null,
      });
    }
    expect(await scanAs(driver, { tripId: trip.tripId, token })).toMatchObject({ result: 'accepted' });
  });
});

describe('who may scan', () => {
  it("is staff of the trip's company: others are not even told that the trip exists", async () => {
    const { trip, token } = await issue();
    expect(
      await scanAs(served.as(await bed.tokens.staff('driver', otherCompany)), { tripId: trip.tripId, token }),
    ).toMatchObject({ result: 'NOT_FOUND' });
    expect(await scanAs(served.as(await bed.tokens.customer()), { tripId: trip.tripId, token })).toMatchObject({
      result: 'FORBIDDEN',
    });
    expect(await scanAs(served.as(await bed.tokens.guest()), { tripId: trip.tripId, token })).toMatchObject({
      result: 'UNAUTHENTICATED',
    });
    expect(await scanAs(served.as(), { tripId: trip.tripId, token })).toMatchObject({ result: 'UNAUTHENTICATED' });
  });

  it('is at a stop of the trip, or its station, for those who scan at some stations only', async () => {
    const [stopId, stationId, patternId] = [newId(), newId(), newId()];
    const stop = {
      stopId,
      version: 1,
      removed: false,
      kind: 'stop',
      name: 'Bay 1',
      latitude: 0,
      longitude: 30,
    } as const;
    await bed.hear(qr, stopsChanged, { stops: [{ ...stop, timeZone: 'Africa/Kigali', stationId }] });
    const call = { stopId, arriveSeconds: 0, departSeconds: 0, boarding: true, alighting: true };
    const pattern = { patternId, version: 1, removed: false, companyId: company, routeId: newId(), routeName: 'R' };
    await bed.hear(qr, patternsChanged, { patterns: [{ ...pattern, stops: [call, { ...call, stopId: newId() }] }] });
    const { trip, token } = await issue({ trip: { patternId } });
    const at = async (place: string): Promise<string> => {
      const held = [{ permission: 'ticket:scan', everywhere: false, places: [place] }];
      const by = served.as(await bed.tokens.staffHolding({ held, companyId: company }));
      return (await scanAs(by, { tripId: trip.tripId, token })).result;
    };
    expect(await at(newId())).toBe('FORBIDDEN');
    expect(await at(stationId)).toBe('accepted');
    expect(await at(stopId)).toBe('already-boarded');
  });

  it('without an actor the database shows no row of tickets, scans, boardings and keys', async () => {
    await issue();
    for (const table of ['tickets', 'scans', 'boardings', 'ticket_keys']) {
      const { rows } = await bed.deps.db.pool.query(`select 1 from ${table} limit 1`);
      expect(rows, table).toEqual([]);
    }
  });
});

describe('key rotation', () => {
  it('signs with the announced key from then on, and codes of the retired key still board', async () => {
    const before = await issue();
    const announced = await served.as()(listTicketKeys, {});
    const keyId = await qr.rotateTicketKey();
    expect(announced.ok && announced.value.keys.map((key) => key.keyId)).toContain(keyId);
    const after = await issue();
    expect(await scanAs(driver, { tripId: before.trip.tripId, token: before.token })).toMatchObject({
      result: 'accepted',
    });
    expect(await scanAs(driver, { tripId: after.trip.tripId, token: after.token })).toMatchObject({
      result: 'accepted',
    });
    const keys = await served.as()(listTicketKeys, {});
    expect(keys.ok && keys.value.keys.filter((key) => key.current).map((key) => key.keyId)).toEqual([keyId]);
  });

  it('two processes that start together make one set of keys', async () => {
    await bed.admin('delete from qr.ticket_keys');
    await Promise.all([createQr({ ...bed.deps, config }), createQr({ ...bed.deps, config })]);
    expect(await bed.admin('select state from qr.ticket_keys order by key_id')).toEqual([
      { state: 'current' },
      { state: 'announced' },
    ]);
    await qr.jobs.find((job) => job.name === 'ticket-keys-reload')?.run();
  });
});
