import Type, { type Static } from 'typebox';
import { Id, Instant, Limit } from '../fields.ts';
import { operation, type ServiceName } from '../operation.ts';

/** Counted from 1 for each company and service. */
const EntryNumber = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const After = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Number of the last entry that was had already; 0 before the first',
});
/** Base64url of a SHA-256. */
const Hash = Type.String({ pattern: '^[\\w-]{43}$' });

/** Who did what to what, from where. */
export const AuditEntry = Type.Object({
  number: EntryNumber,
  recordedAt: Instant,
  /** The nil UUID for what belongs to the platform. */
  companyId: Id,
  subjectId: Type.Union([Id, Type.Null()]),
  sessionId: Type.Union([Id, Type.Null()]),
  deviceId: Type.Union([Id, Type.Null()]),
  /** The grant of a support view, where the platform's staff looked at a company. */
  supportId: Type.Union([Id, Type.Null()]),
  operation: Type.String(),
  thingKind: Type.String(),
  thingId: Type.String(),
  /** How the thing was and is, without secrets and personal data; null where there was nothing, or is nothing any more. */
  before: Type.Unknown(),
  after: Type.Unknown(),
  address: Type.String(),
  label: Type.String(),
  requestId: Type.String(),
  hash: Hash,
});
export type AuditEntry = Static<typeof AuditEntry>;

/** Which entries are asked for. Whose: left out, those of one's own company, or of the platform. */
const whose = { companyId: Type.Optional(Id) };
const filters = {
  ...whose,
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  subjectId: Type.Optional(Id),
  operation: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  thingKind: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  thingId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
};
export const AuditFilters = Type.Object(filters);
export type AuditFilters = Static<typeof AuditFilters>;

/**
 * What a look at a chain found. altered: an entry, or its place, is not what was recorded; missing: an entry is not there
 * any more; inserted: an entry that was never recorded; rewritten: entries that fit one another, but not what was signed.
 */
export const AuditFault = Type.Object({
  kind: Type.Union([
    Type.Literal('altered'),
    Type.Literal('missing'),
    Type.Literal('inserted'),
    Type.Literal('rewritten'),
  ]),
  /** The first entry that is wrong; of entries written anew, the first that may be. */
  number: EntryNumber,
  sentence: Type.String(),
});
export type AuditFault = Static<typeof AuditFault>;

export const AuditVerification = Type.Object({
  companyId: Id,
  /** Number of the last entry that was looked at. */
  checkedTo: Type.Integer({ minimum: 0 }),
  /** Number of the last entry that was signed; what came after waits a minute for it. */
  signedTo: Type.Integer({ minimum: 0 }),
  /** There are more: ask again after `checkedTo`. */
  more: Type.Boolean(),
  fault: Type.Union([AuditFault, Type.Null()]),
});
export type AuditVerification = Static<typeof AuditVerification>;

/** Entries of one exported file; the next begins after the last of it. */
export const mostExportedEntries = 10_000;

/** Every service keeps an audit log of what is done in it, and offers it alike. */
export function auditLogOf<const Service extends ServiceName>(service: Service) {
  const named = `${service.charAt(0).toUpperCase()}${service.slice(1)}`;
  const declared = {
    service,
    method: 'GET',
    who: { kind: 'staff', permission: 'audit:read' },
    refusals: {},
  } as const;
  return {
    list: operation({
      ...declared,
      id: `list${named}AuditEntries`,
      path: '/audit-log',
      summary: 'Who did what, newest first; `before` names the number that the next page ends before',
      query: Type.Object({ ...filters, before: Type.Optional(EntryNumber), limit: Type.Optional(Limit) }),
      success: {
        status: 200,
        body: Type.Object({ entries: Type.Array(AuditEntry, { maxItems: 100 }), more: Type.Boolean() }),
      },
    }),
    verify: operation({
      ...declared,
      id: `verify${named}AuditLog`,
      path: '/audit-log/verification',
      summary:
        'Whether the audit log is what was recorded, some thousand entries at a time; names the first that is not',
      query: Type.Object({ ...whose, after: Type.Optional(After) }),
      success: { status: 200, body: AuditVerification },
    }),
    exportCsv: operation({
      ...declared,
      id: `export${named}AuditLogCsv`,
      path: '/audit-log/csv',
      summary: `The audit log as CSV, oldest first, ${mostExportedEntries} entries a file`,
      query: Type.Object({ ...filters, after: Type.Optional(After) }),
      success: { status: 200, file: 'text/csv' },
    }),
    exportJson: operation({
      ...declared,
      id: `export${named}AuditLogJson`,
      path: '/audit-log/json',
      summary: `The audit log as JSON with all that its hashes are made of, oldest first, ${mostExportedEntries} entries a file`,
      query: Type.Object({ ...filters, after: Type.Optional(After) }),
      success: { status: 200, file: 'application/json' },
    }),
  };
}

export const auditLogs = {
  auth: auditLogOf('auth'),
  company: auditLogOf('company'),
  ticketing: auditLogOf('ticketing'),
  payment: auditLogOf('payment'),
  qr: auditLogOf('qr'),
  notification: auditLogOf('notification'),
};
