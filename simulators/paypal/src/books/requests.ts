import { createHash } from 'node:crypto';
import { text, wholeNumber, type Reader, type Writer } from '@safiri/simulator-kit';

export type NamedRequest = {
  readonly requestId: string;
  /** Orders are remembered for six hours, payments for 45 days. */
  readonly kind: 'order' | 'payment';
  readonly path: string;
  readonly body: unknown;
  readonly nowMillis: number;
};

const hour = 3_600_000;
const keptMillis = { order: 6 * hour, payment: 45 * 24 * hour } as const;

/** What the request made when it was sent first; undefined when it is new. `differs` when it was another request then. */
export function findMade(reader: Reader, request: NamedRequest): { resourceId: string; differs: boolean } | undefined {
  const row = reader.find('select * from requests where request_key = ?', keyOf(request));
  if (row === undefined) return undefined;
  if (request.nowMillis - wholeNumber(row, 'made_millis') >= keptMillis[request.kind]) return undefined;
  return { resourceId: text(row, 'resource_id'), differs: text(row, 'fingerprint') !== fingerprintOf(request) };
}

export function rememberMade(tx: Writer, request: NamedRequest, resourceId: string): void {
  tx.run(
    'insert or replace into requests (request_key, fingerprint, resource_id, made_millis) values (?, ?, ?, ?)',
    keyOf(request),
    fingerprintOf(request),
    resourceId,
    request.nowMillis,
  );
}

function keyOf({ kind, requestId }: NamedRequest): string {
  return `${kind} ${requestId}`;
}

function fingerprintOf({ path, body }: NamedRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([path, body]))
    .digest('base64url');
}
