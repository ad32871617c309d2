import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * For every answer, pages apart, which say for themselves what they may do. Answers of the API are data: should a browser
 * show one as a page, nothing in it runs, loads, is framed or sends a form.
 */
export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** A year, as lists of browsers ask at least; all names below ours are ours too. */
const onlyOverTls = 'max-age=31536000; includeSubDomains';

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(securityHeaders);
  if (request.protocol === 'https') void reply.header('strict-transport-security', onlyOverTls);
}
