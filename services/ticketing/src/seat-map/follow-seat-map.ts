import { followSeatMap as contract, type EventOf } from '@safiri/contracts';
import { streamRoute, type StreamRoute } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { seatMapsNotRead } from '../telemetry.ts';
import { readSeatMaps, type SeatMapNow } from './read-seat-maps.ts';
import { listenToSeatChanges } from './seat-changes-channel.ts';
import { watchSeatMaps } from './watch-seat-maps.ts';

type Told = EventOf<typeof contract>;

/** The stream of a seat map: what is taken, again whenever that changes, until no seat of the stretch is sold any more. */
export function followSeatMap(ctx: Ctx): StreamRoute {
  const watch = watchSeatMaps({
    read: async (stretches) => await readSeatMaps(ctx, stretches),
    listen: (heard, began) => listenToSeatChanges(ctx, heard, began),
    failed: (error) => seatMapsNotRead(ctx.log, error),
  });
  const takenIn = eventsByState();
  const { mostSeatMapsOpen, mostSeatMapsOpenPerAddress } = ctx.config;
  const settings = { mostStreams: mostSeatMapsOpen, mostStreamsPerAddress: mostSeatMapsOpenPerAddress };
  return streamRoute(contract, settings, async ({ params, query }) => {
    const begin = await watch.open({ tripId: params.tripId, ...query });
    return (sink) =>
      begin((now) => {
        if (now.closed === undefined) {
          sink.send(takenIn(now));
          return;
        }
        sink.send({ event: 'closed', data: { reason: now.closed } });
        sink.end();
      });
  });
}

/** One event a state, so that it is written once for all who read it. */
function eventsByState(): (now: SeatMapNow) => Told {
  const events = new WeakMap<SeatMapNow, Told>();
  return (now) => {
    const { taken, womenOnly } = now.map;
    const event = events.get(now) ?? { event: 'taken', data: { taken, womenOnly }, state: now.map };
    events.set(now, event);
    return event;
  };
}
