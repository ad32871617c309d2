import { auditLogs, type ServiceName } from '@safiri/contracts';
import { addDays, isServiceDate } from '@safiri/kernel';

export const servicesWithLog = Object.keys(auditLogs).filter((name): name is ServiceName => name in auditLogs);

/** What the address of the page asks for. */
export type AuditAsked = {
  readonly service: ServiceName;
  readonly companyId: string | undefined;
  /** By whose consent the platform's staff look. */
  readonly grantId: string | undefined;
  readonly before: number | undefined;
  readonly filters: AuditFilterValues;
};
export type AuditFilterValues = {
  readonly operation?: string;
  readonly subjectId?: string;
  readonly thingKind?: string;
  readonly thingId?: string;
  readonly from?: string;
  readonly to?: string;
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What does not fit is left out, so that a mistyped address shows more and not an error. */
export function readAsked(query: URLSearchParams): AuditAsked {
  const textOf = (name: string, fits: RegExp): string | undefined => {
    const value = (query.get(name) ?? '').trim();
    return fits.test(value) ? value : undefined;
  };
  const before = Number(query.get('before') ?? '');
  const word = /^.{1,80}$/;
  const filters = Object.entries({
    operation: textOf('operation', /^\w{1,80}$/),
    subjectId: textOf('subjectId', uuid),
    thingKind: textOf('thingKind', /^.{1,40}$/),
    thingId: textOf('thingId', word),
    from: instantOf(textOf('from', word), 0),
    to: instantOf(textOf('to', word), 1),
  }).filter(([, value]) => value !== undefined);
  return {
    service: servicesWithLog.find((name) => name === query.get('service')) ?? 'auth',
    companyId: textOf('company', uuid),
    grantId: textOf('grant', uuid),
    before: Number.isSafeInteger(before) && before > 0 ? before : undefined,
    filters: Object.fromEntries(filters),
  };
}

/** The beginning of a day, or of the one after it, by the clocks of UTC. */
function instantOf(date: string | undefined, daysLater: number): string | undefined {
  return date === undefined || !isServiceDate(date) ? undefined : `${addDays(date, daysLater)}T00:00:00Z`;
}
