import Type, { type Static } from 'typebox';
import { Id, Instant, Name, StopIndex, TripId } from '../fields.ts';
import { operation } from '../operation.ts';

export const ScanResult = Type.Union([
  Type.Literal('accepted'),
  Type.Literal('already-boarded'),
  Type.Literal('wrong-trip'),
  Type.Literal('wrong-stop'),
  Type.Literal('cancelled'),
  Type.Literal('not-paid'),
  Type.Literal('replaced'),
  Type.Literal('too-early'),
  Type.Literal('too-late'),
  Type.Literal('forged'),
]);
export type ScanResult = Static<typeof ScanResult>;

export const Scan = Type.Object({
  scanId: Id,
  result: ScanResult,
  /** One sentence for the driver. */
  message: Type.String(),
  scannedAt: Instant,
  /** Facts of the ticket; null for a code that is not genuine. */
  ticket: Type.Union([
    Type.Null(),
    Type.Object({
      ticketId: Id,
      tripId: TripId,
      seatLabel: Type.String(),
      passengerName: Type.Union([Type.String(), Type.Null()]),
      fromStop: Name,
      toStop: Name,
    }),
  ]),
  /** For already-boarded: when and where the boarding was. */
  boarded: Type.Union([Type.Null(), Type.Object({ at: Instant, stop: Type.Union([Name, Type.Null()]) })]),
});
export type Scan = Static<typeof Scan>;

export const scanTicket = operation({
  id: 'scanTicket',
  service: 'qr',
  method: 'POST',
  path: '/scans',
  summary: 'Check a ticket at the door and record the boarding; the same scanId gives the same answer',
  who: { kind: 'staff', permission: 'ticket:scan', scoped: true },
  body: Type.Object({
    scanId: Id,
    tripId: TripId,
    /** Where the bus stands; left out, the stop is not checked. */
    stopIndex: Type.Optional(StopIndex),
    /** The text of the code as scanned; anything else is answered as forged. */
    token: Type.String({ minLength: 1, maxLength: 1024 }),
  }),
  success: { status: 200, body: Scan },
  refusals: { SCAN_ID_REUSED: 422 },
});

export const listTicketKeys = operation({
  id: 'listTicketKeys',
  service: 'qr',
  method: 'GET',
  path: '/keys',
  summary: 'Public keys that phones check tickets with, offline',
  who: { kind: 'anyone' },
  success: {
    status: 200,
    body: Type.Object({
      keys: Type.Array(
        Type.Object({
          keyId: Type.Integer(),
          publicKey: Type.String({ description: 'Ed25519, 32 bytes, base64url' }),
          current: Type.Boolean(),
        }),
        { maxItems: 256 },
      ),
    }),
  },
  refusals: {},
});

export const qrOperations = { scanTicket, listTicketKeys };
