import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findMade, type NamedRequest } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { refusal } from './refusals.ts';

/** A key is remembered for a day. */
export const keptMillis = 24 * 3_600_000;

/** Refuses a request without the merchant's secret key. */
export function authorise({ settings }: Context, request: FastifyRequest): void {
  const expected = Buffer.from(`Bearer ${settings.secretKey}`);
  const given = Buffer.from(request.headers.authorization ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refusal('invalid_api_key');
}

/** A request by its Idempotency-Key, which every one that makes something has. */
export function keyedRequest({ clock }: Context, request: FastifyRequest): NamedRequest {
  const name = request.headers['idempotency-key'];
  if (typeof name !== 'string' || name.length > 255) throw refusal('parameter_missing', 'Idempotency-Key');
  return { name, path: request.url, body: request.body ?? null, nowMillis: clock.nowMillis() };
}

/** The id of what the same request made before, told to the caller; another request of the same key is refused. */
export function findRepeated({ books }: Context, keyed: NamedRequest, reply: FastifyReply): string | undefined {
  const made = findMade(books, keyed, keptMillis);
  if (made === undefined) return undefined;
  if (made.differs) throw refusal('idempotency_key_reused');
  void reply.header('idempotent-replayed', 'true');
  return made.resourceId;
}
