import fc from 'fast-check';
import type {
  companyChanged,
  faresChanged,
  layoutChanged,
  patternsChanged,
  PayloadOf,
  stopsChanged,
  tripCancelled,
  tripsScheduled,
} from '@safiri/contracts';

/** For tests: random histories of a small network, as events in the order of their making and in orders of arrival. */
export type NetworkEvent =
  | { readonly type: 'company-changed'; readonly payload: PayloadOf<typeof companyChanged> }
  | { readonly type: 'stops-changed'; readonly payload: PayloadOf<typeof stopsChanged> }
  | { readonly type: 'layout-changed'; readonly payload: PayloadOf<typeof layoutChanged> }
  | { readonly type: 'patterns-changed'; readonly payload: PayloadOf<typeof patternsChanged> }
  | { readonly type: 'fares-changed'; readonly payload: PayloadOf<typeof faresChanged> }
  | { readonly type: 'trips-scheduled'; readonly payload: PayloadOf<typeof tripsScheduled> }
  | { readonly type: 'trip-cancelled'; readonly payload: PayloadOf<typeof tripCancelled> };

/** One state of one aggregate: alone it is an event; several of a kind may travel as a batch. */
export type NetworkState = { readonly aggregate: string; readonly version: number; readonly event: NetworkEvent };

export type History = {
  readonly states: readonly NetworkState[];
  readonly events: readonly NetworkEvent[];
  /** Every index of `events` at least once, in any order. */
  readonly arrivals: readonly number[];
};

const ids = [
  '00000000-0000-7000-8000-000000000001',
  '00000000-0000-7000-8000-000000000002',
  '00000000-0000-7000-8000-000000000003',
] as const;
const uuid = fc.constantFrom(...ids);
const name = fc.constantFrom('Kigali', 'Nyabugogo', 'Kampala', 'Nairobi');
const seconds = fc.integer({ min: 0, max: 90_000 });
const version = fc.integer({ min: 1, max: 4 });

const company = fc.record({
  companyId: uuid,
  version,
  name,
  timeZone: fc.constant('Africa/Kigali'),
  phone: fc.option(fc.constant('+250788000000')),
  email: fc.constant(null),
  url: fc.constant(null),
});
const wholeStop = {
  stopId: uuid,
  version,
  removed: fc.boolean(),
  kind: fc.constantFrom('stop' as const, 'station' as const),
  name,
  latitude: fc.constantFrom(-1.9, 0.3),
  longitude: fc.constantFrom(30, 32.5),
  timeZone: fc.constantFrom('Africa/Kigali', 'Africa/Nairobi'),
  stationId: fc.constant(null),
};
/** The release before does not tell other names. */
const stop = fc.oneof(fc.record(wholeStop), fc.record({ ...wholeStop, otherNames: fc.array(name, { maxLength: 2 }) }));
const layout = fc
  .record({ companyId: uuid, version, layoutId: uuid, name, capacity: fc.integer({ min: 1, max: 60 }) })
  .map(({ companyId, version: ofLayout, ...rest }) => ({
    companyId,
    version: ofLayout,
    layout: {
      ...rest,
      decks: [{ name: '', rows: [[{ kind: 'seat' as const, seat: 1, label: '1', class: 'standard' }]] }],
    },
  }));
const patternStop = fc
  .record({
    stopId: uuid,
    arriveSeconds: seconds,
    departSeconds: seconds,
    boarding: fc.boolean(),
    alighting: fc.boolean(),
  })
  .map((call) => ({ ...call, departSeconds: call.arriveSeconds + call.departSeconds }));
const pattern = fc.record({
  patternId: uuid,
  version,
  removed: fc.boolean(),
  companyId: uuid,
  routeId: uuid,
  routeName: name,
  stops: fc.array(patternStop, { minLength: 2, maxLength: 5 }),
});
const amounts = fc
  .constantFrom(1, 3, 6, 10)
  .chain((length) => fc.array(fc.option(fc.nat(5000)), { minLength: length, maxLength: length }));
const fares = fc.record({
  patternId: uuid,
  version,
  companyId: uuid,
  currency: fc.constantFrom('RWF', 'UGX'),
  source: fc.constantFrom('feed' as const, 'company' as const, 'distance' as const),
  amountsMinor: amounts,
});
const wholeTrip = {
  tripId: fc.integer({ min: 1, max: 3 }),
  version,
  companyId: uuid,
  patternId: uuid,
  layoutId: uuid,
  serviceDate: fc.constantFrom('2031-03-01', '2031-03-02'),
  departsAt: fc.constantFrom('2031-03-01T05:00:00Z', '2031-03-01T22:30:00Z'),
  status: fc.constantFrom('scheduled' as const, 'cancelled' as const),
};
/** Nor which departures are approximate. */
const trip = fc.oneof(fc.record(wholeTrip), fc.record({ ...wholeTrip, approximate: fc.boolean() }));

const anyState: fc.Arbitrary<NetworkState> = fc.oneof(
  company.map((payload): NetworkState => ({
    aggregate: `company ${payload.companyId}`,
    version: payload.version,
    event: { type: 'company-changed', payload },
  })),
  stop.map((member): NetworkState => ({
    aggregate: `stop ${member.stopId}`,
    version: member.version,
    event: { type: 'stops-changed', payload: { stops: [member] } },
  })),
  layout.map((payload): NetworkState => ({
    aggregate: `layout ${payload.layout.layoutId}`,
    version: payload.version,
    event: { type: 'layout-changed', payload },
  })),
  pattern.map((member): NetworkState => ({
    aggregate: `pattern ${member.patternId}`,
    version: member.version,
    event: { type: 'patterns-changed', payload: { patterns: [member] } },
  })),
  fares.map((member): NetworkState => ({
    aggregate: `fares ${member.patternId}`,
    version: member.version,
    event: { type: 'fares-changed', payload: { fares: [member] } },
  })),
  trip.map((member): NetworkState => ({
    aggregate: `trip ${member.tripId}`,
    version: member.version,
    event:
      member.status === 'cancelled'
        ? { type: 'trip-cancelled', payload: { trip: member, reason: 'no driver' } }
        : { type: 'trips-scheduled', payload: { serviceDate: member.serviceDate, trips: [member] } },
  })),
);

/** An equal version has equal content: of states that share aggregate and version, the first drawn counts. */
const anyStates = fc.uniqueArray(anyState, {
  minLength: 1,
  maxLength: 24,
  selector: (state) => `${state.aggregate} ${state.version}`,
});

export const arbitraryHistory: fc.Arbitrary<History> = anyStates.chain((states) => {
  const events = [...states.map((state) => state.event), ...inBatches(states)];
  const indexes = events.map((_event, index) => index);
  return fc
    .tuple(
      fc.shuffledSubarray(indexes, { minLength: indexes.length, maxLength: indexes.length }),
      fc.array(fc.constantFrom(...indexes), { maxLength: 6 }),
    )
    .map(([once, again]) => ({ states, events, arrivals: [...once, ...again] }));
});

/** The newest state of every aggregate, each as an event of its own: what a snapshot would tell. */
export function newestOf(states: readonly NetworkState[]): NetworkEvent[] {
  const newest = new Map<string, NetworkState>();
  for (const state of states) {
    if (state.version >= (newest.get(state.aggregate)?.version ?? 0)) newest.set(state.aggregate, state);
  }
  return [...newest.values()].map((state) => state.event);
}

/** All states of a kind in one event, several versions of one aggregate among them. */
function inBatches(states: readonly NetworkState[]): NetworkEvent[] {
  const events = states.map((state) => state.event);
  const trips = events.flatMap((event) => (event.type === 'trips-scheduled' ? event.payload.trips : []));
  return [
    {
      type: 'stops-changed',
      payload: { stops: events.flatMap((event) => (event.type === 'stops-changed' ? event.payload.stops : [])) },
    },
    {
      type: 'patterns-changed',
      payload: {
        patterns: events.flatMap((event) => (event.type === 'patterns-changed' ? event.payload.patterns : [])),
      },
    },
    {
      type: 'fares-changed',
      payload: { fares: events.flatMap((event) => (event.type === 'fares-changed' ? event.payload.fares : [])) },
    },
    { type: 'trips-scheduled', payload: { serviceDate: '2031-03-01', trips } },
  ];
}
