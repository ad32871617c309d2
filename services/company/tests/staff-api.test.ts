import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as api from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { monday, openCompanyTestbed, payloadsOf, type Client, type CompanyTestbed } from './company-testbed.ts';
import { edit, smallFeed } from './small-feed.ts';

let bed: CompanyTestbed;
let admin: Client;
let rival: Client;
let operator: Client;
let driver: Client;
let companyId: string;
let rivalId: string;

beforeAll(async () => {
  bed = await openCompanyTestbed();
  await bed.importFiles(smallFeed);
  await bed.importFiles(smallFeed, { feedName: 'rival' });
  companyId = (await bed.service.companyOfAgency('small', 'kivu'))?.companyId ?? '';
  rivalId = (await bed.service.companyOfAgency('rival', 'kivu'))?.companyId ?? '';
  const served = await bed.serve(bed.service);
  admin = served.as(await bed.tokens.staff('company-admin', companyId));
  rival = served.as(await bed.tokens.staff('company-admin', rivalId));
  operator = served.as(await bed.tokens.staff('super-admin', null));
  driver = served.as(await bed.tokens.staff('driver', companyId));
});
afterAll(async () => await bed.close());
beforeEach(async () => {
  bed.deps.clock.set(monday);
  await bed.news();
});

const layoutOf = (seats: readonly string[], name = 'Minibus') => ({
  companyId,
  name,
  decks: [
    {
      name: 'main',
      rows: [seats.map((label, at) => ({ kind: 'seat' as const, seat: at + 1, label, class: 'standard' }))],
    },
  ],
});

/** The id that a part of a feed got here. */
async function idOf(
  table: 'stops' | 'routes' | 'patterns' | 'scheduled_trips',
  feedKey: string,
  feedName = 'small',
): Promise<string> {
  const column = `${table.slice(0, -1)}_id`;
  const text = `select ${column} as id from company.${table} where feed_name = $1 and feed_key = $2`;
  return String((await bed.admin(text, [feedName, feedKey]))[0]?.['id']);
}

/** A route of three stops of the feed, with its fares and one scheduled trip at 09:00. */
async function makeRoute(
  options: { stops?: readonly string[]; legFares?: { currency: string; amountsMinor: number[] } } = {},
) {
  const [routeId, patternId] = [newId(), newId()];
  const stopIds = await Promise.all((options.stops ?? ['KGL-1', 'MUS', 'GIS']).map((key) => idOf('stops', key)));
  const body = {
    companyId,
    patternId,
    name: 'Lake express',
    stops: stopIds.map((stopId, at) => ({
      stopId,
      arriveSeconds: at * 3600,
      departSeconds: at * 3600 + (at === 0 ? 0 : 300),
    })),
    ...(options.legFares === undefined ? {} : { legFares: options.legFares }),
  };
  return {
    routeId,
    patternId,
    body,
    put: async (client: Client = admin) => await client(api.putRoute, { params: { routeId }, body }),
  };
}

const timetable = (routeId: string, patternId: string) => ({
  companyId,
  routeId,
  patternId,
  startSeconds: 9 * 3600,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  firstDate: '2026-03-01',
  lastDate: '2026-12-31',
});

test('anyone may list companies', async () => {
  const served = await bed.serve(bed.service);
  expect(await served.as()(api.listCompanies, {})).toMatchObject({
    ok: true,
    value: { companies: [{ name: 'Kivu Lake Lines' }, {}] },
  });
});

test('a layout is made and changed, each change told once', async () => {
  const params = { layoutId: newId() };
  const made = await admin(api.putLayout, { params, body: layoutOf(['1A', '1B']) });
  expect(made).toMatchObject({ ok: true, value: { ...params, capacity: 2 } });
  expect(await admin(api.putLayout, { params, body: layoutOf(['1A', '1B']) })).toEqual(made);
  await admin(api.putLayout, { params, body: layoutOf(['1A', '1B', '1C']) });
  expect((await bed.news()).map(({ type, version }) => [type, version])).toEqual([
    ['layout-changed', 1],
    ['layout-changed', 2],
  ]);
  expect(await rival(api.putLayout, { params, body: layoutOf(['1A']) })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await rival(api.putLayout, { params, body: { ...layoutOf(['1A']), companyId: rivalId } })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await driver(api.putLayout, { params, body: layoutOf(['1A']) })).toMatchObject({ code: 'FORBIDDEN' });
});

test('a layout whose seats cannot be told apart is refused', async () => {
  const refused = await admin(api.putLayout, { params: { layoutId: newId() }, body: layoutOf(['1A', '1A']) });
  expect(refused).toMatchObject({ ok: false, code: 'LAYOUT_INVALID', problem: { status: 422, field: '/body/decks' } });
});

test('a bus gives its layout to trips that are dated afterwards, and its layout is then in use', async () => {
  const [layoutId, busId, scheduledTripId] = [newId(), newId(), newId()];
  await admin(api.putLayout, { params: { layoutId }, body: layoutOf(['1A', '1B', '2A']) });
  const { routeId, patternId, put } = await makeRoute();
  await put();
  await admin(api.putScheduledTrip, { params: { scheduledTripId }, body: timetable(routeId, patternId) });
  const bus = { companyId, plate: ' rab 123  c ', layoutId };
  expect(await admin(api.putBus, { params: { busId }, body: bus })).toMatchObject({
    ok: true,
    value: { busId, plate: 'RAB 123 C' },
  });
  expect(await admin(api.putBus, { params: { busId }, body: bus })).toMatchObject({ ok: true });
  await bed.news();
  await admin(api.putScheduledTrip, { params: { scheduledTripId }, body: { ...timetable(routeId, patternId), busId } });
  expect(await bed.news(), 'trips that are dated keep their layout').toEqual([]);
  bed.deps.clock.advanceSeconds(86_400);
  await bed.service.dateTrips();
  bed.deps.clock.set(monday);
  const layouts = await bed.admin(
    'select layout_id from company.trips where scheduled_trip_id = $1 order by service_date',
    [scheduledTripId],
  );
  expect(layouts.map((row) => row['layout_id'] === layoutId)).toEqual([false, false, false, false, true]);

  expect(await admin(api.putLayout, { params: { layoutId }, body: layoutOf(['1A']) })).toMatchObject({
    code: 'LAYOUT_IN_USE',
  });
  expect(
    await admin(api.putLayout, { params: { layoutId }, body: layoutOf(['1A', '1B', '2A'], 'Renamed') }),
  ).toMatchObject({ ok: true });
  expect(await admin(api.listBuses, { params: { companyId } })).toMatchObject({
    ok: true,
    value: { buses: [{ busId }] },
  });
});

test('a plate is one bus of the company, a bus is of one company', async () => {
  const layoutId = newId();
  await admin(api.putLayout, { params: { layoutId }, body: layoutOf(['1A']) });
  const busId = newId();
  const body = { companyId, plate: 'RAC 900 A', layoutId };
  await admin(api.putBus, { params: { busId }, body });
  expect(await admin(api.putBus, { params: { busId: newId() }, body: { ...body, plate: 'rac 900 a' } })).toMatchObject({
    code: 'PLATE_TAKEN',
  });
  expect(
    await admin(api.putBus, { params: { busId: newId() }, body: { ...body, plate: 'RAC 901 A', layoutId: newId() } }),
  ).toMatchObject({ code: 'LAYOUT_UNKNOWN' });
  const rivalLayout = newId();
  await rival(api.putLayout, { params: { layoutId: rivalLayout }, body: { ...layoutOf(['1A']), companyId: rivalId } });
  expect(
    await admin(api.putBus, {
      params: { busId: newId() },
      body: { ...body, plate: 'RAC 902 A', layoutId: rivalLayout },
    }),
  ).toMatchObject({ code: 'LAYOUT_UNKNOWN' });
  const stolen = { companyId: rivalId, plate: 'RAC 900 A', layoutId: rivalLayout };
  expect(await rival(api.putBus, { params: { busId }, body: stolen })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await rival(api.listBuses, { params: { companyId } })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await operator(api.listBuses, { params: { companyId: newId() } })).toMatchObject({ code: 'NOT_FOUND' });
});

test('the chosen default layout counts for trips that are dated afterwards; two who choose at once take turns', async () => {
  const layoutIds = [newId(), newId()];
  for (const layoutId of layoutIds) await admin(api.putLayout, { params: { layoutId }, body: layoutOf(['1A', '1B']) });
  const answers = await Promise.all(
    layoutIds.map(
      async (layoutId) =>
        await admin(api.putLayout, { params: { layoutId }, body: { ...layoutOf(['1A', '1B']), isDefault: true } }),
    ),
  );
  expect(answers.every((answer) => answer.ok)).toBe(true);
  const defaults = await bed.admin('select layout_id from company.layouts where company_id = $1 and is_default', [
    companyId,
  ]);
  expect(defaults).toHaveLength(1);
});

test('a stop is made and changed by its company, a feed’s stop by its feed alone', async () => {
  const params = { stopId: newId() };
  const body = { companyId, name: 'Gakenke', latitude: -1.69, longitude: 29.78 };
  expect(await admin(api.putStop, { params, body })).toMatchObject({ ok: true, value: { ...params, name: 'Gakenke' } });
  await admin(api.putStop, { params, body });
  await admin(api.putStop, { params, body: { ...body, name: 'Gakenke Centre' } });
  const news = await bed.news();
  expect(news.map(({ type, version }) => [type, version])).toEqual([
    ['stops-changed', 1],
    ['stops-changed', 2],
  ]);
  expect(news[0]?.payload).toMatchObject({ stops: [{ timeZone: 'Africa/Kigali', removed: false, kind: 'stop' }] });
  expect(await admin(api.putStop, { params: { stopId: await idOf('stops', 'MUS') }, body })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await rival(api.putStop, { params, body: { ...body, companyId: rivalId } })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await admin(api.putStop, { params, body: { ...body, timeZone: 'Africa/Atlantis' } })).toMatchObject({
    code: 'VALIDATION_FAILED',
    problem: { field: '/body/timeZone' },
  });
});

test('a route is made with its pattern and fares by distance, and repeating it changes nothing', async () => {
  const { routeId, patternId, put } = await makeRoute();
  expect(await put()).toMatchObject({ ok: true, value: { routeId, patternId } });
  const news = await bed.news();
  expect(news.map((event) => event.type)).toEqual(['patterns-changed', 'fares-changed']);
  expect(news[0]?.payload).toMatchObject({
    patterns: [{ patternId, routeId, companyId, routeName: 'Lake express', removed: false }],
  });
  expect(news[1]?.payload).toMatchObject({ fares: [{ patternId, currency: 'RWF', source: 'distance' }] });
  await put();
  expect(await bed.news()).toEqual([]);
});

test('fares given leg by leg add up over a stretch and may change while trips are on sale', async () => {
  const { routeId, patternId, body, put } = await makeRoute({
    legFares: { currency: 'RWF', amountsMinor: [2000, 1500] },
  });
  await put();
  const [told] = payloadsOf(await bed.news(), api.faresChanged);
  expect(told?.fares[0]?.amountsMinor).toEqual([2000, 3500, 1500]);
  await admin(api.putScheduledTrip, { params: { scheduledTripId: newId() }, body: timetable(routeId, patternId) });
  await bed.news();
  const dearer = { ...body, legFares: { currency: 'RWF', amountsMinor: [2000, 1600] } };
  expect(await admin(api.putRoute, { params: { routeId }, body: dearer })).toMatchObject({ ok: true });
  expect((await bed.news()).map(({ type, version }) => [type, version])).toEqual([['fares-changed', 2]]);
});

test('a route is refused with the part that is wrong', async () => {
  const { routeId, body } = await makeRoute();
  const put = async (change: Partial<typeof body> & { legFares?: { currency: string; amountsMinor: number[] } }) =>
    await admin(api.putRoute, { params: { routeId }, body: { ...body, ...change } });
  const [first, second, third] = body.stops;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three stops');
  expect(await put({ stops: [first, { ...second, stopId: newId() }] })).toMatchObject({
    code: 'STOP_UNKNOWN',
    problem: { field: '/body/stops/1/stopId' },
  });
  expect(
    await put({ stops: [first, { ...second, stopId: await idOf('stops', 'KGL') }] }),
    'a bus halts at no station',
  ).toMatchObject({ code: 'STOP_UNKNOWN' });
  expect(await put({ stops: [first, third, second] })).toMatchObject({
    code: 'TIMES_DECREASE',
    problem: { field: '/body/stops/2/arriveSeconds' },
  });
  expect(await put({ stops: [{ ...first, departSeconds: 60 }, second] })).toMatchObject({ code: 'TIMES_DECREASE' });
  expect(await put({ legFares: { currency: 'RWF', amountsMinor: [1] } })).toMatchObject({ code: 'FARES_MISMATCH' });
  expect(await put({ legFares: { currency: 'XXX', amountsMinor: [1, 2] } })).toMatchObject({
    code: 'CURRENCY_UNKNOWN',
  });
  expect(await put({ companyId: rivalId })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await put({ patternId: await idOf('patterns', await anyPatternKey(), 'rival') })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await bed.news()).toEqual([]);
});

async function anyPatternKey(): Promise<string> {
  const rows = await bed.admin(
    `select feed_key from company.patterns where feed_name = 'small' order by cardinality(stop_ids) limit 1`,
  );
  return String(rows[0]?.['feed_key']);
}

test('stops of a pattern with trips that are not over never change, nor do those of a feed', async () => {
  const { routeId, patternId, body, put } = await makeRoute();
  await put();
  await admin(api.putScheduledTrip, { params: { scheduledTripId: newId() }, body: timetable(routeId, patternId) });
  const shorter = { ...body, stops: body.stops.slice(0, 2) };
  expect(await admin(api.putRoute, { params: { routeId }, body: shorter })).toMatchObject({
    code: 'PATTERN_IN_USE',
    problem: { status: 409 },
  });
  expect(await admin(api.putRoute, { params: { routeId: newId() }, body })).toMatchObject({ code: 'PATTERN_IN_USE' });
  expect(await admin(api.putRoute, { params: { routeId }, body: { ...body, name: 'Renamed' } })).toMatchObject({
    ok: true,
  });

  const feedRouteId = await idOf('routes', 'R1');
  const feedPatternId = await idOf('patterns', await anyPatternKey());
  expect(
    await admin(api.putRoute, { params: { routeId: feedRouteId }, body: { ...body, patternId: feedPatternId } }),
  ).toMatchObject({ code: 'PATTERN_IN_USE' });
});

test('a scheduled trip is dated at once, and repeating it answers the same', async () => {
  const { routeId, patternId, put } = await makeRoute();
  await put();
  await bed.news();
  const params = { scheduledTripId: newId() };
  const made = await admin(api.putScheduledTrip, { params, body: timetable(routeId, patternId) });
  expect(made).toEqual({ ok: true, value: { ...params, tripsScheduled: 4 } });
  expect((await bed.news()).map((event) => event.type)).toEqual([
    'trips-scheduled',
    'trips-scheduled',
    'trips-scheduled',
    'trips-scheduled',
  ]);
  expect(await admin(api.putScheduledTrip, { params, body: timetable(routeId, patternId) })).toEqual(made);
  expect(await bed.news()).toEqual([]);
  const weekend = { ...timetable(routeId, patternId), weekdays: [6, 7] };
  expect(
    await admin(api.putScheduledTrip, { params, body: weekend }),
    'dated trips stay until they are cancelled',
  ).toEqual(made);
});

test('an imported scheduled trip that staff change keeps the exceptions of its calendar', async () => {
  const [routeId, scheduledTripId] = [await idOf('routes', 'R1'), await idOf('scheduled_trips', 'day-2')];
  const [{ pattern_id: patternId } = {}] = await bed.admin(
    'select pattern_id from company.scheduled_trips where scheduled_trip_id = $1',
    [scheduledTripId],
  );
  const body = { ...timetable(routeId, String(patternId)), startSeconds: 12 * 3600, firstDate: '2026-01-01' };
  const put = async (change: Partial<typeof body>) =>
    await admin(api.putScheduledTrip, { params: { scheduledTripId }, body: { ...body, ...change } });
  expect(await put({})).toMatchObject({ ok: true });
  expect(await put({ lastDate: '2027-12-31' })).toMatchObject({ ok: true });
  const trips = await bed.admin('select service_date::text as date from company.trips where scheduled_trip_id = $1', [
    scheduledTripId,
  ]);
  expect(trips.map((trip) => trip['date'])).toEqual(expect.arrayContaining(['2026-03-02', '2026-03-03', '2026-03-05']));
  expect(trips.map((trip) => trip['date'])).not.toContain('2026-03-04');
  const calendars = await bed.admin(
    `select feed_name from company.calendars where removed = '{2026-03-04}' and last_date = '2027-12-31'`,
  );
  expect(calendars, 'other trips of the feed’s calendar are not changed').toEqual([{ feed_name: null }]);
});

test('a scheduled trip is refused with the part that is wrong', async () => {
  const { routeId, patternId, put } = await makeRoute();
  await put();
  const body = timetable(routeId, patternId);
  const params = { scheduledTripId: newId() };
  const refusal = async (change: Partial<typeof body> & { busId?: string }) =>
    await admin(api.putScheduledTrip, { params, body: { ...body, ...change } });
  expect(await refusal({ patternId: newId() })).toMatchObject({ code: 'PATTERN_UNKNOWN' });
  expect(await refusal({ routeId: newId() })).toMatchObject({ code: 'PATTERN_UNKNOWN' });
  expect(await refusal({ busId: newId() })).toMatchObject({ code: 'BUS_UNKNOWN' });
  expect(await refusal({ lastDate: '2026-01-01' })).toMatchObject({ code: 'DATES_OUT_OF_ORDER' });
  expect(await refusal({ companyId: rivalId })).toMatchObject({ code: 'FORBIDDEN' });
  const theirs = { scheduledTripId: await idOf('scheduled_trips', 'day-1', 'rival') };
  expect(await admin(api.putScheduledTrip, { params: theirs, body })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await driver(api.putScheduledTrip, { params, body })).toMatchObject({ code: 'FORBIDDEN' });
});

test('trips of a day are listed earliest first, page by page', async () => {
  await bed.service.dateTrips();
  const all = await driver(api.listTrips, { params: { companyId }, query: { serviceDate: '2026-03-03' } });
  if (!all.ok) throw new Error(all.detail);
  const times = all.value.trips.map((trip) => trip.departsAt);
  expect(times.length).toBeGreaterThan(3);
  expect(times).toEqual(times.toSorted());
  expect(all.value.more).toBe(false);
  expect(all.value.trips[0]).toMatchObject({ fromStop: 'Kigali Nyabugogo', toStop: 'Rubavu' });
  const second = all.value.trips[1];
  const rest = await driver(api.listTrips, {
    params: { companyId },
    query: { serviceDate: '2026-03-03', after: second?.tripId ?? 0 },
  });
  expect(rest).toMatchObject({ ok: true, value: { trips: all.value.trips.slice(2) } });
  expect(
    await driver(api.listTrips, { params: { companyId: rivalId }, query: { serviceDate: '2026-03-03' } }),
  ).toMatchObject({ code: 'FORBIDDEN' });
});

test('a trip is cancelled once, told once, and answers the same again', async () => {
  await bed.service.dateTrips();
  await bed.news();
  const [{ trip_id: tripId } = {}] = await bed.admin(
    `select trip_id from company.trips where company_id = $1 and service_date = '2026-03-05' order by trip_id limit 1`,
    [companyId],
  );
  const call = { params: { tripId: Number(tripId) }, body: { reason: 'The road is closed.' } };
  const [first, again] = await Promise.all([admin(api.cancelTrip, call), admin(api.cancelTrip, call)]);
  expect(first).toMatchObject({
    ok: true,
    value: { tripId: Number(tripId), status: 'cancelled', routeName: expect.any(String), toStop: 'Rubavu' },
  });
  expect(again).toEqual(first);
  const news = await bed.news();
  expect(news).toMatchObject([
    {
      type: 'trip-cancelled',
      version: 2,
      payload: { reason: 'The road is closed.', trip: { status: 'cancelled', version: 2 } },
    },
  ]);
  expect(await bed.service.dateTrips(), 'a cancelled trip is not dated again').toBe(0);
});

test('a trip that has left, or of another company, is not cancelled', async () => {
  await bed.service.dateTrips();
  const [{ trip_id: tripId } = {}] = await bed.admin(
    `select trip_id from company.trips where company_id = $1 and status = 'scheduled' order by departs_at limit 1`,
    [companyId],
  );
  const call = { params: { tripId: Number(tripId) }, body: { reason: 'No driver.' } };
  expect(await rival(api.cancelTrip, call)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await driver(api.cancelTrip, call)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await admin(api.cancelTrip, { ...call, params: { tripId: 999_999_999 } })).toMatchObject({
    code: 'NOT_FOUND',
  });
  await bed.admin('update company.trips set departs_at = $1 where trip_id = $2', [monday, tripId]);
  expect(await admin(api.cancelTrip, call)).toMatchObject({ code: 'TRIP_DEPARTED', problem: { status: 409 } });
});

test('a stop that its feed drops stays while a route of staff halts there', async () => {
  const { put } = await makeRoute();
  await put();
  await bed.news();
  const withoutTown = edit(edit(smallFeed, 'stop_times.txt', { from: '^day-.,.*,MUS,.*\n', to: '' }), 'stops.txt', {
    from: '^MUS,.*\n',
    to: '',
  });
  expect(await bed.importFiles(withoutTown)).toMatchObject({ status: 'imported' });
  expect(payloadsOf(await bed.news(), api.stopsChanged)).toEqual([]);
  const [town] = await bed.admin('select retired, removed from company.stops where stop_id = $1', [
    await idOf('stops', 'MUS'),
  ]);
  expect(town).toEqual({ retired: true, removed: false });
});
