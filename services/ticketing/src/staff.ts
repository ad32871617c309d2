import { sql } from 'kysely';
import type { Permission } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { holdsEverywhere, mayActAt, mayActFor, type AccountActor, type DatabaseActor } from '@safiri/runtime';
import type { Ctx } from './context.ts';

/** Whom the transaction of a staff request acts for; staff of another company are refused. That the company exists is no secret. */
export function actingFor(actor: AccountActor, companyId: string): DatabaseActor {
  if (!mayActFor(actor, companyId)) throw new DomainError('FORBIDDEN', 'You can act for your own company only.');
  return { kind: 'company', id: companyId };
}

/**
 * Refuses staff who hold the permission at other places only: at one stop of each of these trips, or its station, it has to
 * be theirs. What concerns no trip concerns the whole company.
 */
export async function refuseElsewhere(
  ctx: Pick<Ctx, 'db'>,
  actor: AccountActor,
  asked: { readonly permission: Permission; readonly companyId: string; readonly tripIds: readonly number[] },
): Promise<void> {
  const { permission, companyId, tripIds } = asked;
  if (holdsEverywhere(actor, permission)) return;
  const { rows } = await sql<{ places: string[] }>`
    select array_agg(distinct place) as places
      from trips t
      join pattern_stops ps on ps.pattern_id = t.pattern_id
      left join stops s on s.stop_id = ps.stop_id
      cross join lateral unnest(array[ps.stop_id, s.station_id]) as place
     where t.trip_id = any(${tripIds}::bigint[]) and t.company_id = ${companyId} and place is not null
     group by t.trip_id limit 100`.execute(ctx.db.kysely);
  const isThere = rows.length > 0 && rows.every(({ places }) => mayActAt(actor, permission, places));
  if (!isThere) throw new DomainError('FORBIDDEN', `You have the permission ${permission} at other stations only.`);
}
