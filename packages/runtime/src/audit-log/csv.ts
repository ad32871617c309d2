import type { AuditEntry } from '@safiri/contracts/declaring';

const columns = [
  'number',
  'recordedAt',
  'companyId',
  'subjectId',
  'sessionId',
  'deviceId',
  'supportId',
  'operation',
  'thingKind',
  'thingId',
  'before',
  'after',
  'address',
  'label',
  'requestId',
  'hash',
] as const;

/** RFC 4180, a line an entry, its content as JSON. */
export function csvOf(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) => columns.map((column) => cellOf(entry[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

function cellOf(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // What somebody wrote, so that no spreadsheet takes it for a formula.
  const plain = text.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
