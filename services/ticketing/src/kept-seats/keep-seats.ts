import { createHash } from 'node:crypto';
import type { BodyOf, keepSeats as operation, OutputOf } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { layoutSeats } from '../holds/layout-seats.ts';
import { actingFor, refuseElsewhere } from '../staff.ts';
import { seatsKept } from '../telemetry.ts';
import {
  countKeptBeside,
  findDrawing,
  findKeptByKey,
  insertKept,
  listHad,
  waitForSeats,
  type HadRow,
  type KeptRow,
  type NewKept,
} from './kept-seat-queries.ts';
import { keptView } from './kept-view.ts';

type Body = BodyOf<typeof operation>;

/** Every hold looks them through; more reasons to keep seats than this no bus has. */
const mostBeside = 50;

/** Keeps seats from now on. Who has one of them keeps it: staff are told, and deal with it. */
export async function keepSeats(ctx: Ctx, request: RequestOf<typeof operation>): Promise<OutputOf<typeof operation>> {
  const { actor, params, body, idempotencyKey } = request;
  const acting = actingFor(actor, params.companyId);
  await refuseUnknownSeats(ctx, params.companyId, body);
  const tripIds = body.tripId === undefined ? [] : [body.tripId];
  await refuseElsewhere(ctx, actor, { permission: 'seat:keep', companyId: params.companyId, tripIds });
  const asked: NewKept = {
    keptId: newId(),
    companyId: params.companyId,
    tripId: body.tripId ?? null,
    layoutId: body.layoutId ?? null,
    seats: body.seats.toSorted((a, b) => a - b),
    keptFor: body.keptFor,
    minutesBefore: body.minutesBefore,
    reason: body.reason,
    keptBy: actor.subjectId,
    idempotencyKey,
    fingerprint: fingerprintOf(body),
  };
  const { kept, had } = await transaction(ctx.db, acting, async (tx) => {
    const made = await insertKept(tx, asked);
    const row = made ?? (await earlier(tx, asked));
    if ((await countKeptBeside(tx, row)) > mostBeside) throw tooManyKept();
    if (made !== undefined)
      await recordAct(tx, request, {
        company: params.companyId,
        thing: { kind: 'kept-seats', id: made.keptId },
        before: null,
        after: keptView(made),
      });
    return { kept: row, had: await hadNow(tx, row) };
  });
  seatsKept(ctx.log, kept, params.companyId);
  return {
    kept: keptView(kept),
    had: had.map((claim) => ({ ...claim, heldUntil: claim.heldUntil?.toISOString() ?? null })),
  };
}

/** On one trip. All trips of a layout would be thousands. */
async function hadNow(tx: Tx, { tripId, seats }: KeptRow): Promise<HadRow[]> {
  if (tripId === null) return [];
  await waitForSeats(tx, tripId, seats);
  return await listHad(tx, tripId, seats);
}

async function earlier(tx: Tx, asked: NewKept): Promise<KeptRow> {
  const kept = await findKeptByKey(tx, asked);
  if (kept?.fingerprint === asked.fingerprint) return kept;
  throw new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent with another request before.', {
    field: '/headers/idempotency-key',
  });
}

async function refuseUnknownSeats(ctx: Ctx, companyId: string, body: Body): Promise<void> {
  const drawing = await findDrawing(ctx.db.kysely, tripOrLayout(body));
  if (drawing?.companyId !== companyId) {
    throw new DomainError('NOT_FOUND', 'There is no such trip or layout of this company.', {
      field: body.tripId === undefined ? '/body/layoutId' : '/body/tripId',
    });
  }
  const seats = layoutSeats(drawing.layout);
  const unknown = body.seats.findIndex((seat) => !seats.has(seat));
  if (unknown !== -1) {
    throw new DomainError('SEAT_UNKNOWN', 'There is no such seat on this bus.', { field: `/body/seats/${unknown}` });
  }
}

function tripOrLayout({ tripId, layoutId }: Body): { readonly tripId: number } | { readonly layoutId: string } {
  if (tripId !== undefined && layoutId === undefined) return { tripId };
  if (layoutId !== undefined && tripId === undefined) return { layoutId };
  throw new DomainError('TRIP_OR_LAYOUT', 'Name either one trip, or one layout for all of its trips.', {
    field: '/body/tripId',
  });
}

function fingerprintOf({ tripId, layoutId, seats, keptFor, minutesBefore, reason }: Body): string {
  const asked = [tripId ?? null, layoutId ?? null, seats.toSorted((a, b) => a - b), keptFor, minutesBefore, reason];
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url');
}

function tooManyKept(): DomainError {
  return new DomainError(
    'TOO_MANY_KEPT',
    'Seats of this trip or layout are kept many times over: give some back, and keep them together.',
    { most: mostBeside },
  );
}
