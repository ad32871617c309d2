import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, isDomainError, type ProblemExtras } from '@safiri/kernel';
import { commonRefusals, passesByItself, type Operation, type Problem } from '@safiri/contracts/declaring';
import { isUnavailable } from '../database/errors.ts';
import { notKept } from './conditional.ts';

export type Refusal = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly extras: ProblemExtras;
  readonly isBug: boolean;
};

/** The one place where an error becomes an RFC 9457 answer. Anything not expected is a bug: 500, without its details. */
export function refusalOf(error: unknown, op: Operation | undefined): Refusal {
  if (isDomainError(error)) {
    const status = op?.refusals[error.code] ?? commonStatuses.get(error.code);
    if (status !== undefined)
      return { status, code: error.code, detail: error.message, extras: error.extras, isBug: false };
  }
  if (isUnavailable(error))
    return common('UNAVAILABLE', 'The service cannot reach its database. Repeat the request with the same key.', {
      retryAfter: 1,
    });
  const fastify = fastifyRefusal(error);
  if (fastify !== undefined) return fastify;
  return { ...common('INTERNAL', 'Something went wrong on our side. It has been reported.'), isBug: true };
}

/** Who was not let in, and what did not fit: of each a line, which `request` gives its operation. What a crowd is refused, such as a taken seat, is in the line of the request. */
const noted: ReadonlySet<number> = new Set([400, 401, 403, 422]);

export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (passesByItself(refusal)) void reply.header('retry-after', retryAfterOf(refusal));
  if (noted.has(refusal.status)) request.log.info({ refusal: refusal.code, security: true }, 'refused');
  if (refusal.status === 401) void reply.header('www-authenticate', challengeOf(refusal));
  return reply
    .status(refusal.status)
    .header('cache-control', notKept)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(refusal, request.id));
}

/** What would let the caller in. RFC 9449, section 7.1. */
function challengeOf({ code }: Refusal): string {
  return code === 'PROOF_INVALID' ? 'DPoP error="invalid_dpop_proof", algs="ES256"' : 'Bearer';
}

/** The body of a problem response. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  return {
    ...refusal.extras,
    type: `/problems/${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title: refusal.code.toLowerCase().replaceAll('_', ' '),
    status: refusal.status,
    code: refusal.code,
    detail: refusal.detail,
    requestId,
  };
}

/** Whole seconds, as the refusal says or else one. */
function retryAfterOf({ extras: { retryAfter = 1 } }: Refusal): number {
  return Math.max(1, Math.ceil(retryAfter));
}

function common(code: keyof typeof commonRefusals, detail: string, extras: ProblemExtras = {}): Refusal {
  return { status: commonRefusals[code], code, detail, extras, isBug: false };
}

const commonStatuses: ReadonlyMap<string, number> = new Map(Object.entries(commonRefusals));

function fastifyRefusal(error: unknown): Refusal | undefined {
  const { statusCode = 500, message = '' } = error instanceof Error ? (error as FastifyError) : {};
  if (statusCode === 413) return common('PAYLOAD_TOO_LARGE', 'The body is larger than this operation takes.');
  if (statusCode === 414) return common('MALFORMED_REQUEST', 'A part of the address is longer than any of ours.');
  if (statusCode === 415)
    return common('UNSUPPORTED_MEDIA_TYPE', 'The body is not of a media type this operation takes.');
  if (statusCode >= 400 && statusCode < 500) return common('MALFORMED_REQUEST', message);
  return undefined;
}

/** A part of a request that does not fit its contract; `errors` name fields as JSON pointers. */
export function validationFailed(errors: readonly { readonly field: string; readonly message: string }[]): DomainError {
  const first = errors[0] ?? { field: '', message: 'does not fit the contract' };
  return new DomainError('VALIDATION_FAILED', `${first.field} ${first.message}`, {
    field: first.field,
    errors: errors.slice(0, 20),
  });
}
