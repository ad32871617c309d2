import { sql } from 'kysely';
import type { countTripsAhead, OutputOf } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

export async function tripsAhead(
  ctx: Ctx,
  { params }: RequestOf<typeof countTripsAhead>,
): Promise<OutputOf<typeof countTripsAhead>> {
  const { rows } = await sql<{ trips: number }>`
    select count(*)::int as trips from trips
     where company_id = ${params.companyId} and status = 'scheduled' and departs_at > ${ctx.clock.now()}`.execute(
    ctx.db.kysely,
  );
  return { trips: rows[0]?.trips ?? 0 };
}
