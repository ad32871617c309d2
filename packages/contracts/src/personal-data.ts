import Type, { type Static } from 'typebox';
import { event } from './event.ts';
import { Email, Id, Instant, Money, Phone } from './fields.ts';
import { operation, serviceNames, type ServiceName } from './operation.ts';

/**
 * Services that keep something about passengers. Each declares the three operations of `personalDataOf`, serves them, and
 * erases when it hears `subject-erased`. Company keeps nothing of the kind: its rows are of companies and timetables.
 */
export const servicesWithPersonalData = ['auth', 'ticketing', 'payment', 'qr', 'notification'] as const;

/** What a person's rows are found by. */
export const DataSubject = Type.Object({
  /** The account and the guests whose orders it claimed, or one guest. */
  subjectIds: Type.Array(Id, { minItems: 1, maxItems: 200 }),
  /** Only such as the person has proven to be theirs: anybody can write any number into an order. */
  phones: Type.Array(Phone, { maxItems: 20 }),
  emails: Type.Array(Email, { maxItems: 20 }),
});
export type DataSubject = Static<typeof DataSubject>;

/** A row of an export: the name of its table, and its values by what they are called there. */
export const PersonalRow = Type.Object({
  table: Type.String({ maxLength: 40 }),
  values: Type.Record(Type.String(), Type.Unknown()),
});
export type PersonalRow = Static<typeof PersonalRow>;
/** Rows of one answer, and orders of one question. */
export const mostPersonalRows = 200;

export const PersonalDataPage = Type.Object({
  rows: Type.Array(PersonalRow, { maxItems: mostPersonalRows }),
  /** What to ask for next; null when this was all. */
  next: Type.Union([Type.String(), Type.Null()]),
});
export type PersonalDataPage = Static<typeof PersonalDataPage>;

/** Why somebody cannot be forgotten yet. */
export const ErasureObstacle = Type.Object({
  kind: Type.Union([
    /** A seat on a bus that has not arrived. */
    Type.Literal('trip-ahead'),
    /** Seats are held, or a payment for them is open. */
    Type.Literal('order-open'),
    Type.Literal('payment-open'),
    /** Money is on its way back, or owed because it could not be given back. */
    Type.Literal('refund-owed'),
    /** A voucher of theirs is worth something; who gives it up is not kept from going. */
    Type.Literal('voucher-left'),
  ]),
  /** Of the order, as people read it out; null of what is about none. */
  reference: Type.Union([Type.String(), Type.Null()]),
  amount: Type.Union([Money, Type.Null()]),
  /** When it passes by itself; null where it does not. */
  until: Type.Union([Instant, Type.Null()]),
});
export type ErasureObstacle = Static<typeof ErasureObstacle>;

/** What a service keeps of people, for how long, and the setting that says so; days are null where nothing counts them. */
export const StorageLimit = Type.Object({
  what: Type.String({ maxLength: 60, pattern: '^[a-z]+(-[a-z]+)*$' }),
  days: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
});
export type StorageLimit = Static<typeof StorageLimit>;

/** What every service declares that keeps something about passengers. */
export function personalDataOf<const Service extends (typeof servicesWithPersonalData)[number]>(service: Service) {
  const name = `${service.charAt(0).toUpperCase()}${service.slice(1)}`;
  const byAuth = { service, method: 'POST', who: { kind: 'service', callers: ['auth'] }, refusals: {} } as const;
  return {
    exportData: operation({
      ...byAuth,
      id: `export${name}Data`,
      path: '/subjects/data',
      summary: 'What is kept of a person here, page by page',
      body: Type.Object({
        ...DataSubject.properties,
        /** Orders of theirs, for services that know orders and not whose they are. */
        orderIds: Type.Array(Id, { maxItems: mostPersonalRows }),
        after: Type.Optional(Type.String({ maxLength: 300 })),
      }),
      success: { status: 200, body: PersonalDataPage },
    }),
    listObstacles: operation({
      ...byAuth,
      id: `list${name}ErasureObstacles`,
      path: '/subjects/obstacles',
      summary: 'Why a person cannot be forgotten here yet; at most fifty reasons',
      body: DataSubject,
      success: { status: 200, body: Type.Object({ obstacles: Type.Array(ErasureObstacle, { maxItems: 50 }) }) },
    }),
    listLimits: operation({
      id: `list${name}StorageLimits`,
      service,
      method: 'GET',
      path: '/storage-limits',
      summary: 'How long this service keeps what is about people',
      who: { kind: 'anyone' },
      success: { status: 200, body: Type.Object({ limits: Type.Array(StorageLimit, { maxItems: 20 }) }) },
      refusals: {},
    }),
  };
}
export type PersonalDataOperations = ReturnType<typeof personalDataOf>;

/** By whom a service erases: asked for, because numbers and addresses travel in no event. */
export const getErasure = operation({
  id: 'getErasure',
  service: 'auth',
  method: 'GET',
  path: '/erasures/:erasureId',
  summary: 'What the rows of somebody who is being forgotten are found by; without numbers once all services are done',
  who: { kind: 'service', callers: servicesWithPersonalData },
  params: Type.Object({ erasureId: Id }),
  success: { status: 200, body: DataSubject },
  refusals: {},
});

/**
 * Somebody has to be forgotten. Each service that keeps something about them does so, in its own time, and says when it has.
 * Said again, with a higher version, when nothing can be under way any more that was begun before; and whenever it is republished.
 */
export const subjectErased = event({
  type: 'subject-erased',
  source: 'auth',
  payload: Type.Object({ erasureId: Id, subjectId: Id, version: Type.Integer({ minimum: 1 }) }),
});

export const subjectForgotten = event({
  type: 'subject-forgotten',
  source: 'any',
  payload: Type.Object({
    erasureId: Id,
    service: Type.Enum([...serviceNames]),
    /** Of what it heard. */
    version: Type.Integer({ minimum: 1 }),
  }),
});

export function keepsPersonalData(service: ServiceName): boolean {
  return servicesWithPersonalData.some((each) => each === service);
}
