import { openSession } from '../database/ask.ts';
import { minutesPerLeg, searchNetwork, stopAt, stopCountOf } from './search-network.ts';

export type RouteStop = {
  readonly line: number;
  readonly seq: number;
  readonly stop: number;
  readonly minutes: number;
};

export type NetworkTrip = {
  readonly trip_id: number;
  readonly line: number;
  readonly service_date: string;
  readonly departs_at: Date;
  readonly price: number;
  readonly capacity: number;
  /** Seats that are taken on each leg. */
  readonly sold: readonly number[];
};

/** What the product sells, in the shape of S2's tables: the same trips under the same numbers, the same seats taken. */
export async function readNetwork(url: string): Promise<{ routeStops: RouteStop[]; trips: NetworkTrip[] }> {
  await using session = await openSession(url);
  const trips = await session.ask<NetworkTrip>(
    `select t.trip_id, substring(p.route_name from '[0-9]+')::int as line, t.service_date, t.departs_at, 1000 as price, l.capacity,
            (select coalesce(array_agg(coalesce(taken.seats, 0) order by leg), '{}')
               from generate_series(0, p.stop_count - 2) leg
               left join (select k as leg, count(*)::int as seats
                            from ticketing.claims c cross join generate_series(c.from_stop, c.to_stop - 1) k
                           where c.trip_id = t.trip_id and c.status in ('held', 'sold') group by k) taken using (leg)) as sold
       from ticketing.trips t
       join ticketing.patterns p using (pattern_id)
       join ticketing.layouts l using (layout_id)`,
  );
  return { routeStops: routeStops(), trips };
}

function routeStops(): RouteStop[] {
  return Array.from({ length: searchNetwork.lines }, (_, line) =>
    Array.from({ length: stopCountOf(line) }, (__, position) => ({
      line,
      seq: position + 1,
      stop: stopAt(line, position),
      minutes: position * minutesPerLeg(line),
    })),
  ).flat();
}

/** The product's ids of the network's stops, in their order. */
export async function listStopIds(url: string): Promise<string[]> {
  await using session = await openSession(url);
  const rows = await session.ask<{ stop_id: string }>(
    `select stop_id from ticketing.stops order by substring(name from '[0-9]+')::int`,
  );
  return rows.map((row) => row.stop_id);
}
