import { createHash } from 'node:crypto';
import { DomainError } from '@safiri/kernel';
import { ticketScanned, type Scan, type ScanResult, type scanTicket } from '@safiri/contracts';
import { mayActFor, publish, recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { scanJudged } from '../telemetry.ts';
import { verifyTokenByHmac } from '../tokens/verify-token-by-hmac.ts';
import { judgeScan } from './judge-scan.ts';
import { refuseElsewhere } from './places-of-trip.ts';
import {
  boardOnce,
  findScan,
  findTicket,
  findTrip,
  insertScan,
  type BoardingRow,
  type TicketRow,
  type TripRow,
} from './scan-queries.ts';
import { sentenceFor } from './sentences.ts';

type Request = RequestOf<typeof scanTicket>;
type Judged = {
  readonly result: ScanResult;
  readonly ticket: TicketRow | undefined;
  readonly boarding: BoardingRow | undefined;
};

/** Judges a code at the door of a trip and records it; the first accepted scan of a ticket is its boarding. */
export async function scan(ctx: Ctx, request: Request): Promise<Scan> {
  const { actor, body } = request;
  const trip = await findTrip(ctx.db.kysely, body.tripId);
  if (trip === undefined || !mayActFor(actor, trip.companyId))
    throw new DomainError('NOT_FOUND', 'No such trip of your company.');
  await refuseElsewhere(ctx, actor, body.tripId);
  const requestHash = createHash('sha256')
    .update(JSON.stringify([body.tripId, body.stopIndex ?? null, body.token]))
    .digest('base64url');
  return await transaction(ctx.db, { kind: 'company', id: trip.companyId }, async (tx) => {
    const before = await findScan(tx, body.scanId);
    if (before !== undefined) return sameAnswer(before, requestHash);
    const judged = await judge(ctx, tx, { request, trip });
    const answer = answerOf(ctx, request, judged);
    const ticketId = judged.ticket?.ticketId ?? null;
    const recorded = await insertScan(tx, {
      companyId: trip.companyId,
      tripId: body.tripId,
      ticketId,
      driverId: actor.subjectId,
      stopIndex: body.stopIndex ?? null,
      requestHash,
      answer,
    });
    if (!recorded) {
      const meanwhile = await findScan(tx, body.scanId);
      if (meanwhile === undefined)
        throw new DomainError('SCAN_ID_REUSED', 'This scan id belongs to another scan.', { field: '/body/scanId' });
      return sameAnswer(meanwhile, requestHash);
    }
    await recordAct(tx, request, {
      company: trip.companyId,
      thing: { kind: 'scan', id: body.scanId },
      before: null,
      after: { tripId: body.tripId, ticketId, result: answer.result },
    });
    if (ticketId !== null) {
      await publish(tx, ticketScanned, {
        aggregateId: body.scanId,
        version: 1,
        payload: {
          scanId: body.scanId,
          ticketId,
          tripId: body.tripId,
          result: answer.result,
          scannedAt: answer.scannedAt,
          driverId: actor.subjectId,
        },
      });
    }
    scanJudged(ctx.log, {
      scanId: body.scanId,
      tripId: body.tripId,
      ticketId,
      result: answer.result,
      driverId: actor.subjectId,
    });
    return answer;
  });
}

function sameAnswer(stored: { readonly requestHash: string; readonly answer: Scan }, requestHash: string): Scan {
  if (stored.requestHash !== requestHash)
    throw new DomainError('SCAN_ID_REUSED', 'This scan id belongs to another scan.', { field: '/body/scanId' });
  return stored.answer;
}

async function judge(ctx: Ctx, tx: Tx, at: { readonly request: Request; readonly trip: TripRow }): Promise<Judged> {
  const { body } = at.request;
  const verdict = verifyTokenByHmac(body.token, ctx.keys.ring());
  if ('refused' in verdict) return { result: 'forged', ticket: undefined, boarding: undefined };
  const token = { tripId: Number(verdict.genuine.tripId), epoch: verdict.genuine.epoch };
  const stopIndex = body.stopIndex ?? null;
  const now = ctx.clock.now();
  // Row-level security shows another company's ticket to nobody here: such a ticket is only "wrong trip", without its facts.
  const ticket = await findTicket(tx, token.tripId, verdict.genuine.ticketId);
  const result = judgeScan({ trip: at.trip, tripId: body.tripId, stopIndex, now, token, ticket });
  if (result !== 'may-board' || ticket === undefined)
    return { result: result === 'may-board' ? 'not-paid' : result, ticket, boarding: undefined };
  const boarding = await boardOnce(tx, {
    tripId: body.tripId,
    ticketId: ticket.ticketId,
    companyId: at.trip.companyId,
    scanId: body.scanId,
    boardedAt: now,
    stopIndex,
  });
  return { result: boarding.scanId === body.scanId ? 'accepted' : 'already-boarded', ticket, boarding };
}

function answerOf(ctx: Ctx, request: Request, judged: Judged): Scan {
  const { result, ticket, boarding } = judged;
  const boarded =
    result !== 'already-boarded' || boarding === undefined
      ? null
      : { at: boarding.boardedAt.toISOString(), stop: stopNameOf(ticket, boarding.stopIndex) };
  return {
    scanId: request.body.scanId,
    result,
    message: sentenceFor(result, ticket, boarded?.stop ?? null),
    scannedAt: ctx.clock.now().toISOString(),
    ticket:
      ticket === undefined
        ? null
        : {
            ticketId: ticket.ticketId,
            tripId: ticket.tripId,
            seatLabel: ticket.seatLabel,
            passengerName: ticket.passengerName,
            fromStop: ticket.fromName,
            toStop: ticket.toName,
          },
    boarded,
  };
}

function stopNameOf(ticket: TicketRow | undefined, stopIndex: number | null): string | null {
  return ticket !== undefined && stopIndex === ticket.fromStop ? ticket.fromName : null;
}
