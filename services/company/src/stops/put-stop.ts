import { sql } from 'kysely';
import { DomainError, isTimeZone } from '@safiri/kernel';
import type { OutputOf, putStop as declared } from '@safiri/contracts';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { requireCompany, requireOwn, staffActor } from '../staff.ts';
import { tellStops } from './tell-stops.ts';

type OwnStop = {
  stopId: string;
  companyId: string;
  name: string;
  latitude: number;
  longitude: number;
  timeZone: string;
};

type PresentStop = Omit<OwnStop, 'stopId' | 'companyId'> & { companyId: string | null };

/** Makes or changes a stop of the company. A feed's stop has no company: its feed alone changes it. */
export async function putStop(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params, body } = request;
  requireCompany(actor, body.companyId);
  if (body.timeZone !== undefined && !isTimeZone(body.timeZone)) {
    throw new DomainError('VALIDATION_FAILED', 'The time zone is no name of the IANA time zone database.', {
      field: '/body/timeZone',
    });
  }
  return await transaction(ctx.db, staffActor(actor), async (tx) => {
    const company = await getCompany(tx, body.companyId);
    const stop: OwnStop = { ...body, stopId: params.stopId, timeZone: body.timeZone ?? company.timeZone };
    const present = await lockStop(tx, stop.stopId);
    requireOwn(present?.companyId, body.companyId, 'stop');
    if (await writeStop(tx, stop)) await tellStops(tx, [stop.stopId]);
    await recordAct(tx, request, {
      company: body.companyId,
      thing: { kind: 'stop', id: stop.stopId },
      before: present === undefined ? null : recorded(present),
      after: recorded(stop),
    });
    return { stopId: stop.stopId, name: stop.name };
  });
}

/** A stop as it stands; its company is null for a feed's. */
async function lockStop(tx: Tx, stopId: string): Promise<PresentStop | undefined> {
  const { rows } = await sql<PresentStop>`
    select company_id as "companyId", name, latitude, longitude, time_zone as "timeZone"
      from stops where stop_id = ${stopId} for update`.execute(tx);
  return rows[0];
}

function recorded({ name: stopName, latitude, longitude, timeZone }: PresentStop): object {
  return { stopName, latitude, longitude, timeZone };
}

async function writeStop(tx: Tx, stop: OwnStop): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into stops (stop_id, kind, name, latitude, longitude, time_zone, company_id)
    values (${stop.stopId}, 'stop', ${stop.name}, ${stop.latitude}, ${stop.longitude}, ${stop.timeZone}, ${stop.companyId})
    on conflict (stop_id) do update
       set name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude, time_zone = excluded.time_zone,
           version = stops.version + 1
     where stops.company_id = excluded.company_id
       and (stops.name, stops.latitude, stops.longitude, stops.time_zone)
           is distinct from (excluded.name, excluded.latitude, excluded.longitude, excluded.time_zone)`.execute(tx);
  return numAffectedRows === 1n;
}
