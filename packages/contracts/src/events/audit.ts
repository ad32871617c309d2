import Type, { type Static } from 'typebox';
import { event } from '../event.ts';
import { Id, Instant, TripId } from '../fields.ts';
import { serviceNames } from '../operation.ts';

/** What must hold in the running system at every instant. */
export const Invariant = Type.Union([
  /** No two active claims on one seat share a leg. */
  Type.Literal('no-overlap'),
  /** Per currency, the money that came is what was bought with it, what goes back, and fees. */
  Type.Literal('money-balances'),
  /** An event of the outside world has at most one effect. */
  Type.Literal('one-effect'),
  /** What has ended stays as it ended. */
  Type.Literal('ends-stay'),
  /** Nobody is told "failed" while the money may have moved. */
  Type.Literal('failed-means-unpaid'),
]);
export type Invariant = Static<typeof Invariant>;

/**
 * The auditor of a service found something that must never be. Said once for as long as it lasts, and again when it comes
 * back. Ids and nothing about persons.
 */
export const invariantViolated = event({
  type: 'invariant-violated',
  source: 'any',
  payload: Type.Object({
    violationId: Id,
    version: Type.Integer({ minimum: 1 }),
    service: Type.Enum([...serviceNames]),
    invariant: Invariant,
    /** Which check found it, in kebab case. */
    kind: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$', maxLength: 60 }),
    /** What it was found on, e.g. "trip 7 seat 12". */
    subject: Type.String({ maxLength: 200 }),
    orderId: Type.Union([Id, Type.Null()]),
    tripId: Type.Union([TripId, Type.Null()]),
    /** For the person who looks into it. */
    sentence: Type.String({ maxLength: 500 }),
    foundAt: Instant,
  }),
});

export const auditEvents = { invariantViolated };
