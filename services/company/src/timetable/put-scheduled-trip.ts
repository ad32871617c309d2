import type { BodyOf, OutputOf, putScheduledTrip as declared } from '@safiri/contracts';
import { DomainError, newId } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { findBus } from '../fleet/bus-queries.ts';
import { holdPattern } from '../routes/pattern-queries.ts';
import { requireCompany, requireOwn, staffActor } from '../staff.ts';
import { dateScheduledTrip } from '../trips/date-trips.ts';
import { countComingTrips } from '../trips/trip-queries.ts';
import { getCalendar, writeCalendars, type CalendarRow } from './calendar-queries.ts';
import { lockScheduledTrip, redateCalendars, writeScheduledTrip } from './scheduled-trip-queries.ts';

type Body = BodyOf<typeof declared>;

/**
 * Makes or changes a timetable entry and dates its trips at once. What is dated already keeps its time, pattern and
 * layout; dates that the new weekdays and period add get their trips, and dates that they drop keep theirs until staff
 * cancel them. A bus that is left out stays as it is; null takes it away. Exceptions of an imported calendar stay.
 */
export async function putScheduledTrip(
  ctx: Ctx,
  request: RequestOf<typeof declared>,
): Promise<OutputOf<typeof declared>> {
  const { actor, params, body } = request;
  const { scheduledTripId } = params;
  requireCompany(actor, body.companyId);
  if (body.lastDate < body.firstDate) {
    throw new DomainError('DATES_OUT_OF_ORDER', 'The last date is before the first.', { field: '/body/lastDate' });
  }
  return await transaction(ctx.db, staffActor(actor), async (tx) => {
    await getCompany(tx, body.companyId);
    const present = await lockScheduledTrip(tx, scheduledTripId);
    requireOwn(present?.companyId, body.companyId, 'scheduled trip');
    await requirePattern(tx, body);
    if (typeof body.busId === 'string') await requireBus(tx, body.busId, body.companyId);
    const presentCalendar = present === undefined ? undefined : await getCalendar(tx, present.calendarId);
    const calendar = calendarOf(presentCalendar, body);
    const changed = await writeCalendars(tx, [calendar]);
    const written = {
      scheduledTripId,
      companyId: body.companyId,
      patternId: body.patternId,
      calendarId: calendar.calendarId,
      startSeconds: body.startSeconds,
      headwayStarts: present?.headwayStarts ?? [],
      busId: body.busId === undefined ? (present?.busId ?? null) : body.busId,
    };
    await writeScheduledTrip(tx, written);
    await redateCalendars(tx, changed);
    await dateScheduledTrip(ctx, tx, scheduledTripId);
    await recordAct(tx, request, {
      company: body.companyId,
      thing: { kind: 'scheduled-trip', id: scheduledTripId },
      before: present === undefined ? null : { ...present, calendar: presentCalendar },
      after: { ...written, calendar },
    });
    return { scheduledTripId, tripsScheduled: await countComingTrips(tx, scheduledTripId, ctx.clock.now()) };
  });
}

async function requirePattern(tx: Tx, body: Body): Promise<void> {
  if (await holdPattern(tx, body)) return;
  throw new DomainError('PATTERN_UNKNOWN', 'The route has no such pattern.', { field: '/body/patternId' });
}

async function requireBus(tx: Tx, busId: string, companyId: string): Promise<void> {
  if ((await findBus(tx, busId))?.companyId === companyId) return;
  throw new DomainError('BUS_UNKNOWN', 'The company has no such bus.', { field: '/body/busId' });
}

/** The calendar it runs by: a feed's when nothing is changed, for others run by it too; else one of its own. */
function calendarOf(present: CalendarRow | undefined, body: Body): CalendarRow {
  const { firstDate, lastDate } = body;
  const weekdays = body.weekdays.reduce((mask, weekday) => mask | (1 << (weekday - 1)), 0);
  const added = present?.added ?? [];
  const removed = present?.removed ?? [];
  const isSame = present?.weekdays === weekdays && present.firstDate === firstDate && present.lastDate === lastDate;
  if (present !== undefined && (isSame || present.feedName === null))
    return { ...present, weekdays, firstDate, lastDate };
  return { calendarId: newId(), weekdays, firstDate, lastDate, added, removed, feedName: null, feedKey: null };
}
