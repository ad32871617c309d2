import type { SupportGrant } from '@safiri/contracts';
import type { GrantRow } from './grant-queries.ts';

/** A grant as it stands at an instant. */
export function grantView(row: GrantRow, now: Date): SupportGrant {
  const { grantId, companyId, reason, askedBy, consentedBy, startsAt, endsAt, endedBy, endedAt } = row;
  return {
    grantId,
    companyId,
    reason,
    status: statusOf(row, now),
    askedBy,
    askedAt: row.askedAt.toISOString(),
    consent:
      consentedBy === null || startsAt === null || endsAt === null
        ? null
        : { by: consentedBy, from: startsAt.toISOString(), until: endsAt.toISOString() },
    endedBy,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** Nobody wants to be let in days after they asked: then they ask again. */
const askedHours = 72;

export function statusOf({ askedAt, endsAt, endedAt }: GrantRow, now: Date): SupportGrant['status'] {
  if (endedAt !== null) return 'over';
  const until = endsAt?.getTime() ?? askedAt.getTime() + askedHours * 3_600_000;
  if (until <= now.getTime()) return 'over';
  return endsAt === null ? 'asked' : 'running';
}
