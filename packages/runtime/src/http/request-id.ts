import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { readTraceparent } from '../telemetry/traceparent.ts';

const sixteenBytes = /^(?!0{32})[\da-f]{32}$/;

/**
 * A request and the trace it belongs to have one id, in answers, logs, traces and the audit log. Who sends it, or a proxy in
 * front, may have given it: as `traceparent`, or as `x-request-id` of 32 hexadecimal digits or a UUID. Anything else is no id.
 */
export function requestIdOf({ traceparent, 'x-request-id': given }: IncomingHttpHeaders): string {
  const traceId = traceparent === undefined ? undefined : readTraceparent(traceparent)?.traceId;
  if (traceId !== undefined) return traceId;
  if (typeof given === 'string') {
    const digits = digitsOf(given);
    if (sixteenBytes.test(digits)) return digits;
  }
  return newRequestId();
}

export function newRequestId(): string {
  return digitsOf(randomUUID());
}

function digitsOf(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}
