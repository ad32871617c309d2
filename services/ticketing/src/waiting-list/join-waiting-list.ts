import { createHash } from 'node:crypto';
import type { BodyOf, joinWaitingList as operation, WaitingEntry } from '@safiri/contracts';
import { assert, DomainError, newId } from '@safiri/kernel';
import { transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { keyReused } from '../holds/hold-refusals.ts';
import { planHold } from '../holds/plan-hold.ts';
import { listTripsOnSale } from '../network/trip-queries.ts';
import { waitingListJoined } from '../telemetry.ts';
import { readEntry } from './entry-view.ts';
import {
  countFree,
  countWaiting,
  findEntry,
  findEntryByKey,
  insertEntry,
  takeTurn,
  type NewEntry,
} from './waiting-queries.ts';

type Request = RequestOf<typeof operation>;

/** Lines that one person stands in at a time: more is a robot, or somebody who should go to the counter. */
const mostLines = 5;
/** Entries that wait for one trip: two bus-fulls. Who comes after them has no hope, and is told so. */
const mostOnTrip = 100;

/** Waits for seats on a stretch that has too few. The same key with the same request answers the entry it made. */
export async function joinWaitingList(ctx: Ctx, request: Request): Promise<WaitingEntry> {
  const { actor, params, body, idempotencyKey } = request;
  await ctx.holdRate.count(request.address);
  if (body.contact.phone === undefined && body.contact.email === undefined) throw contactMissing();
  const { entry, isNews } = await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    await takeTurn(tx, { tripId: params.tripId, ownerId: actor.subjectId });
    const earlier = await findEntryByKey(tx, actor.subjectId, idempotencyKey);
    if (earlier === undefined) return { entry: await join(ctx, tx, request), isNews: true };
    if (earlier.fingerprint !== fingerprintOf(params.tripId, body)) throw keyReused();
    return { entry: await readEntry(tx, earlier), isNews: false };
  });
  if (isNews) waitingListJoined(ctx.log, entry);
  return entry;
}

async function join(ctx: Ctx, tx: Tx, request: Request): Promise<WaitingEntry> {
  const entry = await planned(ctx, tx, request);
  const { onTrip, ofPerson } = await countWaiting(tx, entry);
  if ((await countFree(tx, entry)) >= entry.seats) {
    throw new DomainError('SEATS_AVAILABLE', 'So many seats are left: choose them now.');
  }
  if (onTrip >= mostOnTrip) {
    throw new DomainError('WAITING_LIST_FULL', 'Too many people wait for this trip already.', { most: mostOnTrip });
  }
  if (ofPerson >= mostLines) {
    throw new DomainError(
      'WAITING_IN_MANY_LINES',
      'You wait for several trips already: leave one of those lines first.',
      {
        most: mostLines,
      },
    );
  }
  if (!(await insertEntry(tx, entry))) {
    throw new DomainError('ALREADY_WAITING', 'You wait for seats on this part of the way already.');
  }
  const joined = await findEntry(tx, entry.entryId);
  assert(joined !== undefined, 'an entry is there once it was made');
  return await readEntry(tx, joined);
}

/** Only what could be held if there were seats can be waited for. */
async function planned(ctx: Ctx, tx: Tx, { actor, params, body, idempotencyKey }: Request): Promise<NewEntry> {
  const { tripId } = params;
  const trips = await listTripsOnSale(tx, [tripId]);
  const wish = { tripId, from: body.from, to: body.to, any: { count: body.seats } };
  const [claim] = planHold({ wanted: [wish], trips, now: ctx.clock.now() }).claims;
  assert(claim !== undefined, 'a plan has a claim for each seat');
  return {
    entryId: newId(),
    tripId,
    companyId: claim.trip.companyId,
    ownerId: actor.subjectId,
    idempotencyKey,
    fingerprint: fingerprintOf(tripId, body),
    from: body.from,
    to: body.to,
    seats: body.seats,
    contactPhone: body.contact.phone ?? null,
    contactEmail: body.contact.email ?? null,
    locale: body.locale ?? 'en',
    reducedMobility: body.reducedMobility === true,
    womenOnly: body.womenOnly === true,
  };
}

function fingerprintOf(tripId: number, body: BodyOf<typeof operation>): string {
  const { from, to, seats, contact, locale, reducedMobility, womenOnly } = body;
  const terms = [locale ?? null, reducedMobility === true, womenOnly === true];
  const asked = [tripId, from, to, seats, contact.phone ?? null, contact.email ?? null, ...terms];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
}

function contactMissing(): DomainError {
  return new DomainError('CONTACT_MISSING', 'Give a phone number or an e-mail address: the offer is sent there.', {
    field: '/body/contact',
  });
}
