import type { FastifyRequest } from 'fastify';
import { findMade, type NamedRequest } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { findIssue, refusal, type Issue } from './refusals.ts';

const hour = 3_600_000;
/** Orders are remembered for six hours, payments for 45 days. */
export const keptMillis = { order: 6 * hour, payment: 45 * 24 * hour } as const;
type Kind = keyof typeof keptMillis;

/** A request by the name that the merchant gave it; undefined when it gave none. */
export function namedRequest(context: Context, request: FastifyRequest, kind: Kind): NamedRequest | undefined {
  const requestId = headerOf(request, 'paypal-request-id');
  if (requestId === undefined) return undefined;
  if (requestId.length > 108) throw refusal('INVALID_STRING_LENGTH', 'PayPal-Request-Id');
  const name = `${kind} ${requestId}`;
  return { name, path: request.url, body: request.body ?? null, nowMillis: context.clock.nowMillis() };
}

/** The id of what the same request made before; another request of the same name is refused. */
export function findRepeated({ books }: Context, named: NamedRequest | undefined, kind: Kind): string | undefined {
  const made = named === undefined ? undefined : findMade(books, named, keptMillis[kind]);
  if (made?.differs === true) throw refusal('DUPLICATE_REQUEST_ID');
  return made?.resourceId;
}

/** The header for negative testing chooses the answer; it is for the merchant's server, as at PayPal. */
export function refuseAsMocked(request: FastifyRequest): void {
  const mock = headerOf(request, 'paypal-mock-response');
  const match = mock === undefined ? null : /"mock_application_codes"\s*:\s*"([A-Z_]+)"/.exec(mock);
  const issue = findIssue(match?.[1] ?? '');
  if (issue !== undefined) throw refusal(issue);
}

/** Refuses the request when its plan says so. `before` is told the issue first. */
export async function refuseAsPlanned(post: string, before?: (issue: Issue) => Promise<void>): Promise<void> {
  const issue = findIssue(post);
  if (issue === undefined) return;
  await before?.(issue);
  throw refusal(issue);
}

export function headerOf(request: FastifyRequest, name: string): string | undefined {
  const given = request.headers[name];
  return typeof given === 'string' ? given : undefined;
}
