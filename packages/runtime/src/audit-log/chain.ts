import { createHash } from 'node:crypto';

/** What an entry of the audit log says; where it stands in the chain is its number, time and hash. */
export type ChainedAct = {
  readonly service: string;
  readonly companyId: string;
  readonly subjectId: string | null;
  readonly sessionId: string | null;
  readonly deviceId: string | null;
  readonly supportId: string | null;
  readonly operation: string;
  readonly thingKind: string;
  readonly thingId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string;
  readonly label: string;
  readonly requestId: string;
};

/** Says which way of writing an entry out it is, should there ever be a second. */
const format = 'safiri audit entry 1';

/** SHA-256 of an act, written out as a JSON list in this order, the members of objects by their names. */
export function digestOf(act: ChainedAct): Buffer {
  const text = JSON.stringify([
    format,
    act.service,
    act.companyId,
    act.subjectId,
    act.sessionId,
    act.deviceId,
    act.supportId,
    act.operation,
    act.thingKind,
    act.thingId,
    inOrder(act.before),
    inOrder(act.after),
    act.address,
    act.label,
    act.requestId,
  ]);
  return createHash('sha256').update(text).digest();
}

/** What stands before the first entry. */
export const noHash: Buffer = Buffer.alloc(32);

/** The hash of an entry. The database makes it when an act commits, by the same rule (0004_audit_entries.sql). */
export function hashOf(
  before: Uint8Array,
  entry: { readonly number: number; readonly recordedAt: Date; readonly digest: Uint8Array },
): Buffer {
  const place = Buffer.alloc(16);
  place.writeBigInt64BE(BigInt(entry.number), 0);
  place.writeBigInt64BE(BigInt(entry.recordedAt.getTime()), 8);
  return createHash('sha256').update(before).update(place).update(entry.digest).digest();
}

/** The database keeps the members of an object in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, inOrder(member)]),
  );
}
