import Type from 'typebox';
import { event } from '../event.ts';
import { Id, Instant, TripId } from '../fields.ts';
import { ScanResult } from '../operations/qr.ts';

export const ticketSigned = event({
  type: 'ticket-signed',
  source: 'qr',
  payload: Type.Object({
    ticketId: Id,
    orderId: Id,
    tripId: TripId,
    epoch: Type.Integer({ minimum: 1 }),
    version: Type.Integer({ minimum: 1 }),
    token: Type.String(),
  }),
});
export const ticketScanned = event({
  type: 'ticket-scanned',
  source: 'qr',
  payload: Type.Object({
    scanId: Id,
    ticketId: Id,
    tripId: TripId,
    result: ScanResult,
    scannedAt: Instant,
    driverId: Id,
  }),
});

export const qrEvents = { ticketSigned, ticketScanned };
