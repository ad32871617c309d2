import { createHash } from 'node:crypto';
import type { Reader, Writer } from './open-books.ts';
import { text, wholeNumber } from './rows.ts';

/** For companies whose requests carry a name: repeated under it, a request is answered with what it made first. */
export const namedRequestTable = `
create table named_requests (
  name text primary key,
  fingerprint text not null,
  resource_id text not null,
  made_millis integer not null) strict;
`;

export type NamedRequest = {
  /** As the caller gave it, behind a word for what it names when a company keeps names apart. */
  readonly name: string;
  readonly path: string;
  readonly body: unknown;
  readonly nowMillis: number;
};

/** What the request made when it was sent first; undefined when it is new, or forgotten. `differs` when it was another request then. */
export function findMade(
  reader: Reader,
  request: NamedRequest,
  keptMillis: number,
): { resourceId: string; differs: boolean } | undefined {
  const row = reader.find('select * from named_requests where name = ?', request.name);
  if (row === undefined || request.nowMillis - wholeNumber(row, 'made_millis') >= keptMillis) return undefined;
  return { resourceId: text(row, 'resource_id'), differs: text(row, 'fingerprint') !== fingerprintOf(request) };
}

/** Makes what the request asks for unless the same one was faster; answers the id of what there is then. */
export function makeOnce(
  tx: Writer,
  { request, keptMillis }: { request: NamedRequest; keptMillis: number },
  make: () => string,
): string {
  const before = findMade(tx, request, keptMillis);
  if (before !== undefined) return before.resourceId;
  const made = make();
  rememberMade(tx, request, made);
  return made;
}

function rememberMade(tx: Writer, request: NamedRequest, resourceId: string): void {
  tx.run(
    'insert or replace into named_requests (name, fingerprint, resource_id, made_millis) values (?, ?, ?, ?)',
    request.name,
    fingerprintOf(request),
    resourceId,
    request.nowMillis,
  );
}

function fingerprintOf({ path, body }: NamedRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([path, body]))
    .digest('base64url');
}
