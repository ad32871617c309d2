import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import { malformed, refusal } from './refusals.ts';
import { parseUuid4 } from './uuid.ts';

/** The header's value, or undefined when it is absent or was sent more than once. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

export function referenceIdOf(request: FastifyRequest): string {
  const referenceId = parseUuid4(header(request, 'x-reference-id'));
  if (referenceId === undefined) throw malformed('X-Reference-Id must be a UUID of version 4');
  return referenceId;
}

/** Longer than any address a listener needs. */
const longestCallbackUrl = 2048;

/** The checked callback address, or undefined when the caller wants none. */
export function callbackUrlOf(request: FastifyRequest, registeredHost: string): string | undefined {
  const given = request.headers['x-callback-url'];
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || given === '') throw malformed('X-Callback-Url is present but empty or repeated');
  const url = given.length <= longestCallbackUrl ? URL.parse(given) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw malformed('X-Callback-Url must be a plain http or https address');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 || host !== registeredHost.toLowerCase()) throw refusal('INVALID_CALLBACK_URL_HOST');
  return url.href;
}
