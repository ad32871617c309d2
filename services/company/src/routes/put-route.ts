import { isDeepStrictEqual } from 'node:util';
import type { BodyOf, OutputOf, putRoute as declared } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction, type Tx } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { requireCompany, requireOwn, staffActor } from '../staff.ts';
import { lockHaltingStops, type HaltingStop } from '../stops/stop-queries.ts';
import { isPatternInUse } from '../trips/trip-queries.ts';
import { writeFares } from './fare-queries.ts';
import { lockPattern, raisePatternsOfRoutes, writePatterns, type PatternRow } from './pattern-queries.ts';
import { routeFares } from './route-fares.ts';
import { lockRoute, writeRoute } from './route-queries.ts';
import { tellFares, tellPatterns } from './tell-patterns.ts';

type Body = BodyOf<typeof declared>;

/**
 * Makes or changes a route with one of its patterns and that pattern's fares. Stops and times of a pattern never change
 * under a passenger: while one of its trips is not over, and for a feed's pattern always, that is refused; a changed way
 * is a new pattern. Names and fares may change at any time and count for what is sold afterwards.
 */
export async function putRoute(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params, body } = request;
  requireCompany(actor, body.companyId);
  refuseDecreasingTimes(body.stops);
  return await transaction(ctx.db, staffActor(actor), async (tx) => {
    const company = await getCompany(tx, body.companyId);
    const route = { routeId: params.routeId, companyId: body.companyId, name: body.name };
    const presentRoute = await lockRoute(tx, route.routeId);
    requireOwn(presentRoute?.companyId, body.companyId, 'route');
    const present = await lockPattern(tx, body.patternId);
    requireOwn(present?.companyId, body.companyId, 'pattern');
    const pattern = patternOf(route.routeId, body, present);
    if (present !== undefined) await refuseMovedStops(ctx, tx, { present, pattern });
    const places = await placesOf(tx, body.stops);
    const fares = routeFares(places, body.legFares, company.currency);

    const renamed = await writeRoute(tx, route, presentRoute);
    const changed = await writePatterns(tx, [pattern]);
    const raised = await raisePatternsOfRoutes(tx, renamed ? [route.routeId] : []);
    const priced = await writeFares(tx, [{ patternId: pattern.patternId, companyId: body.companyId, ...fares }]);
    await tellPatterns(tx, [...new Set([...changed, ...raised])]);
    await tellFares(tx, priced);
    await recordAct(tx, request, {
      company: body.companyId,
      thing: { kind: 'route', id: route.routeId },
      before: presentRoute === undefined ? null : { routeName: presentRoute.name, pattern: present ?? null },
      after: { routeName: route.name, pattern, legFares: body.legFares },
    });
    return { routeId: route.routeId, patternId: pattern.patternId };
  });
}

/** Staff say when buses halt; boarding and alighting are allowed wherever they do, or stay as the feed has them. */
function patternOf(routeId: string, body: Body, present: PatternRow | undefined): PatternRow {
  const everywhere = body.stops.map(() => true);
  const asFed = present?.feedKey !== null && present?.boarding.length === everywhere.length;
  return {
    patternId: body.patternId,
    companyId: body.companyId,
    routeId,
    stopIds: body.stops.map((stop) => stop.stopId.toLowerCase()),
    arriveSeconds: body.stops.map((stop) => stop.arriveSeconds),
    departSeconds: body.stops.map((stop) => stop.departSeconds),
    boarding: asFed ? present.boarding : everywhere,
    alighting: asFed ? present.alighting : everywhere,
    feedName: present?.feedName ?? null,
    feedKey: present?.feedKey ?? null,
  };
}

function refuseDecreasingTimes(stops: Body['stops']): void {
  let latest = 0;
  for (const [at, { arriveSeconds, departSeconds }] of stops.entries()) {
    const wrong =
      arriveSeconds < latest ? 'arriveSeconds' : departSeconds < arriveSeconds ? 'departSeconds' : undefined;
    const field = at === 0 && departSeconds !== 0 ? 'departSeconds' : wrong;
    if (field !== undefined) {
      throw new DomainError('TIMES_DECREASE', 'Times count from the first departure, which is 0, and never go back.', {
        field: `/body/stops/${at}/${field}`,
      });
    }
    latest = departSeconds;
  }
}

async function refuseMovedStops(
  ctx: Ctx,
  tx: Tx,
  { present, pattern }: { present: PatternRow; pattern: PatternRow },
): Promise<void> {
  if (present.routeId !== pattern.routeId) {
    throw new DomainError('PATTERN_IN_USE', 'This pattern belongs to another route of the company.', {
      field: '/body/patternId',
    });
  }
  if (isDeepStrictEqual(waysOf(present), waysOf(pattern))) return;
  if (present.feedName === null && !(await isPatternInUse(tx, present.patternId, ctx.clock.now()))) return;
  throw new DomainError(
    'PATTERN_IN_USE',
    present.feedName === null
      ? 'Trips of this pattern are not over. Make a new pattern and put the scheduled trips on it.'
      : 'Stops and times of this pattern come from a feed. Make a new pattern and put the scheduled trips on it.',
    { field: '/body/stops' },
  );
}

function waysOf({ stopIds, arriveSeconds, departSeconds }: PatternRow): unknown {
  return { stopIds, arriveSeconds, departSeconds };
}

async function placesOf(tx: Tx, stops: Body['stops']): Promise<HaltingStop[]> {
  const known = new Map(
    (
      await lockHaltingStops(
        tx,
        stops.map((stop) => stop.stopId),
      )
    ).map((stop) => [stop.stopId, stop]),
  );
  return stops.map(({ stopId }, at) => {
    const place = known.get(stopId.toLowerCase());
    if (place !== undefined) return place;
    throw new DomainError('STOP_UNKNOWN', 'There is no such stop.', { field: `/body/stops/${at}/stopId` });
  });
}
