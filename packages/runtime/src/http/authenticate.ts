import type { FastifyRequest } from 'fastify';
import { DomainError } from '@safiri/kernel';
import type { Operation, Who } from '@safiri/contracts/declaring';
import type { AccessClaims } from '../tokens/claims.ts';
import { invalidProof } from '../tokens/proofs.ts';
import { accessTokenHash } from '../tokens/service-token.ts';
import type { TokenVerifier } from '../tokens/verify.ts';
import type { Permissions } from '../tokens/permission-sets.ts';
import { holds, holdsEverywhere, isPlatform, type AccountActor, type Actor, type Guest, type Nobody } from './actor.ts';
import { provenRequestOf } from './proven-request.ts';

export const sessionCookie = 'safiri_session';
/** The same where pages come over TLS: no sister site can plant a cookie of such a name (RFC 6265bis, section 4.1.3). */
export const sessionHostCookie = `__Host-${sessionCookie}`;
export const serviceTokenHeader = 'safiri-service-token';

const nobody: Nobody = { kind: 'nobody' };

/**
 * Who sends this request: a token that is bound to a key, a bearer token, else the session cookie; a service token for
 * operations between services.
 * At once where the token was verified lately, so that nearly every request goes on without waiting.
 */
export function authenticate(request: FastifyRequest, op: Operation, verifier: TokenVerifier): Actor | Promise<Actor> {
  if (op.who.kind === 'service') return authenticateService(request, op, verifier);
  const { token, shownBy } = shownToken(request);
  if (shownBy === 'binding') return authenticateBound(request, token, verifier);
  if (token === '') return nobody;
  if (shownBy === 'cookie' && request.method !== 'GET' && request.method !== 'HEAD') refuseForeignOrigin(request);
  const known = verifier.recallAccess(token);
  const actor = known === undefined ? undefined : actors.get(known);
  return actor ?? introduce(token, verifier);
}

type ShownToken = { readonly token: string; readonly shownBy: 'bearing' | 'binding' | 'cookie' };

/** The user's token that a request brings along, empty when it brings none; whether it is worth anything is not said. */
export function shownToken(request: FastifyRequest): ShownToken {
  const { authorization } = request.headers;
  if (authorization !== undefined && /^Bearer [\w.-]+$/i.test(authorization))
    return { token: authorization.slice('Bearer '.length), shownBy: 'bearing' };
  if (authorization?.startsWith(boundScheme) === true)
    return { token: authorization.slice(boundScheme.length), shownBy: 'binding' };
  return { token: sessionOf(request) ?? '', shownBy: 'cookie' };
}

/**
 * Actors of the claims that the verifier remembers, where no key has to be proven: who sends the next request with a token is
 * known without waiting.
 */
const actors = new WeakMap<AccessClaims, Actor>();

async function introduce(token: string, verifier: TokenVerifier): Promise<Actor> {
  const claims = await verifier.verifyAccess(token);
  if (claims === undefined) return nobody;
  // Of no worth to whoever shows it alone.
  if (claims.cnf !== undefined) throw invalidProof();
  const actor = await actorBy(claims, verifier);
  if (actor !== nobody) actors.set(claims, actor);
  return actor;
}

/** RFC 9449, section 7.1. */
const boundScheme = 'DPoP ';

/** A token that is bound to a key, with a proof of that key for this request. One that was taken back is nobody's, proof or not. */
async function authenticateBound(
  request: FastifyRequest,
  accessToken: string,
  verifier: TokenVerifier,
): Promise<Actor> {
  const claims = await verifier.verifyAccess(accessToken);
  if (claims === undefined) return nobody;
  if (claims.cnf === undefined) throw invalidProof();
  await verifier.proofs.checkBound(provenRequestOf(request), { accessToken, thumbprint: claims.cnf.jkt });
  return await actorBy(claims, verifier);
}

/** Nobody for a set that auth does not know, after it came back from a backup: whoever refreshes gets one that it knows. */
async function actorBy(claims: AccessClaims, verifier: TokenVerifier): Promise<Nobody | Guest | AccountActor> {
  const permissions = await verifier.findPermissions(claims.roles);
  return permissions === undefined ? nobody : actorOf(claims, permissions);
}

/**
 * The service, and whose request made it call. The two tokens come together or not at all: the service's names the user's, so
 * whoever gets hold of one cannot put another beside it. A proof of a key was for the first request alone, and its service
 * has checked it.
 */
async function authenticateService(request: FastifyRequest, op: Operation, verifier: TokenVerifier): Promise<Actor> {
  const header = request.headers[serviceTokenHeader];
  const claims = await verifier.verifyService(typeof header === 'string' ? header : '', op.service);
  if (claims === undefined) return nobody;
  const { service, accessTokenHash: named } = claims;
  const { token } = shownToken(request);
  if (named === null && token === '') return { kind: 'service', service, onBehalfOf: null };
  if (named !== accessTokenHash(token)) return nobody;
  const user = await verifier.verifyAccess(token);
  if (user === undefined) return nobody;
  const onBehalfOf = await actorBy(user, verifier);
  return onBehalfOf.kind === 'nobody' ? nobody : { kind: 'service', service, onBehalfOf };
}

/** The first cookie of that name. A token has no sign that cookies write in another way. */
const valueIn = (name: string): RegExp => new RegExp(`(?:^|;)[ \\t]*${name}=([^;]*)`);
const sessionInCookies = valueIn(sessionCookie);
const hostSessionInCookies = valueIn(sessionHostCookie);

/** Over TLS a name that anybody can plant is not looked at. */
function sessionOf(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined) return undefined;
  const found =
    hostSessionInCookies.exec(cookie) ?? (request.protocol === 'https' ? null : sessionInCookies.exec(cookie));
  return found?.[1]?.trim();
}

function actorOf(claims: AccessClaims, permissions: Permissions): Guest | AccountActor {
  if (claims.kind === 'guest') return { kind: 'guest', subjectId: claims.sub, sessionId: claims.sid };
  return {
    kind: 'account',
    subjectId: claims.sub,
    sessionId: claims.sid,
    companyId: claims.companyId ?? null,
    platform: claims.platform === true,
    permissions,
    readOnly: claims.readOnly === true,
    freshUntil: claims.freshUntil === undefined ? null : new Date(claims.freshUntil * 1000),
    deviceId: claims.device ?? null,
    supportId: claims.support ?? null,
  };
}

/** Lets the actor through or throws. Deny unless permitted. */
export function authorize(actor: Actor, op: Operation): void {
  const { who } = op;
  if (who.kind === 'anyone') return;
  const user = actor.kind === 'service' ? actor.onBehalfOf : actor;
  if (user?.kind === 'account') refuseSupport(user, op);
  if (actor.kind === 'nobody')
    throw new DomainError('UNAUTHENTICATED', 'Sign in, or begin as a guest, and repeat the request.');
  if (who.kind === 'service') {
    if (actor.kind !== 'service' || !who.callers.includes(actor.service))
      throw new DomainError('FORBIDDEN', 'This operation is between services.');
    return;
  }
  if (who.kind === 'visitor' && (actor.kind === 'guest' || actor.kind === 'account')) return;
  if (actor.kind !== 'account') throw new DomainError('UNAUTHENTICATED', 'Sign in and repeat the request.');
  if (who.kind === 'staff') authorizeStaff(actor, op, who);
  // Six digits on a device that others use too: one works there, and changes one's account elsewhere.
  if (who.kind === 'account' && actor.deviceId !== null && op.method !== 'GET')
    throw new DomainError('FORBIDDEN', 'This is not done on a device. Sign in on the website.');
}

/** What a company lets the platform's staff see, they see, and change nothing: whatever they may do, and whatever is declared. */
function refuseSupport(actor: AccountActor, op: Operation): void {
  if (actor.supportId !== null && op.method !== 'GET')
    throw new DomainError('FORBIDDEN', 'Support looks at a company and changes nothing.');
}

function authorizeStaff(actor: AccountActor, op: Operation, who: Extract<Who, { kind: 'staff' }>): void {
  if (!holds(actor, who.permission))
    throw new DomainError('FORBIDDEN', `You do not have the permission ${who.permission}.`);
  if (who.scoped !== true && !holdsEverywhere(actor, who.permission))
    throw new DomainError('FORBIDDEN', `You have the permission ${who.permission} at some stations only.`);
  if (op.showsPassengers === true && isPlatform(actor))
    throw new DomainError('FORBIDDEN', 'This says who passengers are: ask the company to consent to a support view.');
  if (actor.readOnly && op.method !== 'GET')
    throw new DomainError('FORBIDDEN', 'You may look at everything here and change nothing.');
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
