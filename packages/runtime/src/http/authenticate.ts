import type { FastifyRequest } from 'fastify';
import { DomainError } from '@safiri/kernel';
import type { Operation } from '@safiri/contracts/declaring';
import type { TokenVerifier } from '../tokens/verify.ts';
import type { Actor } from './actor.ts';

export const sessionCookie = 'safiri_session';
export const serviceTokenHeader = 'safiri-service-token';

/** Who sends this request: a bearer token, else the session cookie; a service token for operations between services. */
export async function authenticate(request: FastifyRequest, op: Operation, verifier: TokenVerifier): Promise<Actor> {
  if (op.who.kind === 'service') {
    const header = request.headers[serviceTokenHeader];
    const service = await verifier.verifyService(typeof header === 'string' ? header : '', op.service);
    return service === undefined ? { kind: 'nobody' } : { kind: 'service', service };
  }
  const bearer = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? request.cookies[sessionCookie];
  if (token === undefined || token === '') return { kind: 'nobody' };
  if (bearer === undefined && !['GET', 'HEAD'].includes(request.method)) refuseForeignOrigin(request);
  const claims = await verifier.verifyAccess(token);
  if (claims === undefined) return { kind: 'nobody' };
  if (claims.kind === 'guest') return { kind: 'guest', subjectId: claims.sub };
  return {
    kind: 'account',
    subjectId: claims.sub,
    role: claims.role ?? 'customer',
    companyId: claims.companyId ?? null,
    permissions: new Set(claims.permissions ?? []),
  };
}

/** Lets the actor through or throws. Deny unless permitted. */
export function authorize(actor: Actor, op: Operation): void {
  const { who } = op;
  if (who.kind === 'anyone') return;
  if (actor.kind === 'nobody')
    throw new DomainError('UNAUTHENTICATED', 'Sign in, or begin as a guest, and repeat the request.');
  if (who.kind === 'service') {
    if (actor.kind !== 'service' || !who.callers.includes(actor.service))
      throw new DomainError('FORBIDDEN', 'This operation is between services.');
    return;
  }
  if (who.kind === 'visitor' && (actor.kind === 'guest' || actor.kind === 'account')) return;
  if (actor.kind !== 'account') throw new DomainError('UNAUTHENTICATED', 'Sign in and repeat the request.');
  if (who.kind === 'staff' && !actor.permissions.has(who.permission))
    throw new DomainError('FORBIDDEN', `Your role does not have the permission ${who.permission}.`);
}

/** A cookie is sent by the browser whoever made the page: writes by cookie are taken from our own pages only. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.origin;
  if (
    site === undefined &&
    origin !== undefined &&
    URL.canParse(origin) &&
    new URL(origin).host === request.headers.host
  )
    return;
  throw new DomainError('FORBIDDEN', 'This request does not come from our own pages.');
}
