import Type, { type Static } from 'typebox';
import { Instant } from '../fields.ts';
import { operation } from '../operation.ts';
import { ErasureObstacle, getErasure, personalDataOf, subjectErased, subjectForgotten } from '../personal-data.ts';

/** Being forgotten, as who asked for it sees it. */
export const Erasure = Type.Object({
  status: Type.Union([
    Type.Literal('waiting'),
    /** Its time is over, and something is open again: it goes on when that has passed. */
    Type.Literal('held-up'),
    /** It cannot be called off any more. */
    Type.Literal('started'),
  ]),
  askedAt: Instant,
  /** Until then it can be called off. */
  erasesAt: Instant,
});
export type Erasure = Static<typeof Erasure>;

/** A guest has no account to prove anything by: the session is all there is of them. */
const visitor = { service: 'auth', who: { kind: 'visitor' }, sensitive: true } as const;
const proof = { PROOF_TOO_OLD: 403 } as const;

export const getMyPrivacy = operation({
  ...visitor,
  id: 'getMyPrivacy',
  method: 'GET',
  path: '/privacy',
  summary: 'Whether one is being forgotten, and what stands in the way of it now',
  success: {
    status: 200,
    body: Type.Object({
      erasure: Type.Union([Erasure, Type.Null()]),
      waitingDays: Type.Integer({ minimum: 0 }),
      obstacles: Type.Array(ErasureObstacle, { maxItems: 250 }),
      /** Whether the session was proven lately enough for what follows. */
      proven: Type.Boolean(),
      /** An account of staff is their company's to end; its holder may take its data with them. */
      isStaff: Type.Boolean(),
    }),
  },
  refusals: {},
});

/** As many rows as some thousand bookings have; who has more asks the operator. */
export const mostExportedRows = 50_000;

const file = { ...visitor, method: 'GET', mayTakeSeconds: 60, refusals: { ...proof, EXPORT_TOO_LARGE: 409 } } as const;
export const exportMyData = operation({
  ...file,
  id: 'exportMyData',
  path: '/privacy/export',
  summary: 'Everything that all services keep of oneself, as one JSON file',
  success: { status: 200, file: 'application/json' },
});
export const exportMyTables = operation({
  ...file,
  id: 'exportMyTables',
  path: '/privacy/export-tables',
  summary: 'The same as a zip with a CSV file a table',
  success: { status: 200, file: 'application/zip' },
});

export const askErasure = operation({
  ...visitor,
  id: 'askErasure',
  method: 'POST',
  path: '/privacy/erasure',
  summary:
    'Be forgotten by all services after a few days, until which it can be called off; asking again changes nothing',
  body: Type.Object({
    understood: Type.Literal(true, { description: 'That it is for good, and what stays' }),
    giveUpVouchers: Type.Optional(Type.Boolean({ description: 'That vouchers which are worth something are lost' })),
  }),
  success: { status: 202, body: Erasure },
  /** The refusal names what is open in `obstacles`. */
  refusals: { ...proof, STAFF_ACCOUNT: 409, ERASURE_NOT_POSSIBLE: 409 },
});

export const callOffErasure = operation({
  ...visitor,
  id: 'callOffErasure',
  method: 'DELETE',
  path: '/privacy/erasure',
  summary: 'Stay after all; repeating it changes nothing',
  success: { status: 204 },
  refusals: { ERASURE_STARTED: 409 },
});

export const authPersonalData = personalDataOf('auth');
export const ticketingPersonalData = personalDataOf('ticketing');
export const paymentPersonalData = personalDataOf('payment');
export const qrPersonalData = personalDataOf('qr');
export const notificationPersonalData = personalDataOf('notification');
export const allPersonalData = [
  authPersonalData,
  ticketingPersonalData,
  paymentPersonalData,
  qrPersonalData,
  notificationPersonalData,
] as const;

export const privacyOperations = {
  getMyPrivacy,
  exportMyData,
  exportMyTables,
  askErasure,
  callOffErasure,
  getErasure,
  ...Object.fromEntries(allPersonalData.flatMap((each) => Object.values(each)).map((each) => [each.id, each])),
};
export const privacyEvents = { subjectErased, subjectForgotten };
