import Type, { type Static, type TSchema } from 'typebox';
import { Id, Instant } from './fields.ts';
import type { ServiceName } from './operation.ts';

/**
 * A fact that a service tells the others. Each carries the version its aggregate had in the transaction that made it
 * true; a batch lists an (id, version) pair for every member, and a copy applies each member on its own.
 */
export type EventDeclaration = {
  /** Kebab-case, past tense. */
  readonly type: string;
  /** Who says it; of what any service may say, the envelope tells who said it. */
  readonly source: ServiceName | 'any';
  readonly payload: TSchema;
};

export function event<const Declared extends EventDeclaration>(declared: Declared): Declared {
  return declared;
}

export type PayloadOf<Declared extends EventDeclaration> = Static<Declared['payload']>;

/** What travels: the payload in an envelope. `eventId` is what an inbox remembers. */
export const Envelope = Type.Object({
  eventId: Id,
  type: Type.String(),
  source: Type.String(),
  aggregateId: Type.String(),
  version: Type.Integer({ minimum: 1 }),
  occurredAt: Instant,
  payload: Type.Unknown(),
  /** Where in which trace it was told, as W3C traceparent; left out where nobody traces. */
  trace: Type.Optional(Type.String()),
});
export type Envelope = Static<typeof Envelope>;
