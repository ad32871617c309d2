import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemOf } from './problems.ts';
import { newRequestId } from './request-id.ts';
import { securityHeaders } from './security-headers.ts';

const causes: Readonly<Record<string, { readonly status: number; readonly detail: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: 'The headers are larger than 16 KiB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request took too long to arrive.' },
};

/** Answers what could not be read as HTTP, so that no request object exists: as a problem, like everything else. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const { status, detail } = causes[error.code ?? ''] ?? { status: 400, detail: 'This is no HTTP request.' };
  const requestId = newRequestId();
  const body = JSON.stringify(
    problemOf({ status, code: 'MALFORMED_REQUEST', detail, extras: {}, isBug: false }, requestId),
  );
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${requestId}`,
      'connection: close',
      ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n'),
    () => socket.destroySoon(),
  );
}
