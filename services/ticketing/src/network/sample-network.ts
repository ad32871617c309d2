import {
  companyChanged,
  faresChanged,
  layoutChanged,
  patternsChanged,
  stopsChanged,
  tripsScheduled,
  type EventDeclaration,
  type LayoutCell,
  type PatternFares,
  type PayloadOf,
  type PatternState,
  type SeatLayout,
  type StopState,
  type TripState,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';

/** For tests: members of a small network, each made from what the test cares about. */
export type SampleNetwork = {
  readonly stops: readonly StopState[];
  readonly patterns: readonly PatternState[];
  readonly fares: readonly PatternFares[];
  readonly trips: readonly TripState[];
};

export const sampleCompany = {
  companyId: newId(),
  version: 1,
  name: 'Umoja Coaches',
  timeZone: 'Africa/Nairobi',
  phone: '+254700000000',
  email: null,
  url: null,
};

/** Four seats in one row: a bus that fills up quickly. */
export const sampleLayout: SeatLayout = {
  layoutId: newId(),
  name: 'Four seats',
  capacity: 4,
  decks: [
    {
      name: '',
      rows: [[1, 2, 3, 4].map((seat): LayoutCell => ({ kind: 'seat', seat, label: String(seat), class: 'standard' }))],
    },
  ],
};

export function sampleStop(name: string, given: Partial<StopState> = {}): StopState {
  return {
    stopId: newId(),
    version: 1,
    removed: false,
    kind: 'stop',
    name,
    latitude: -1.9,
    longitude: 30,
    timeZone: 'Africa/Kigali',
    stationId: null,
    ...given,
  };
}

/** A call at a stop: minutes after the departure at the first stop; a halt of no time unless told otherwise. */
export type SampleCall = {
  readonly at: StopState;
  readonly minutes: number;
  readonly boarding?: boolean;
  readonly alighting?: boolean;
};

export function samplePattern(calls: readonly SampleCall[], given: Partial<PatternState> = {}): PatternState {
  const stops = calls.map((call) => ({
    stopId: call.at.stopId,
    arriveSeconds: call.minutes * 60,
    departSeconds: call.minutes * 60,
    boarding: call.boarding ?? true,
    alighting: call.alighting ?? true,
  }));
  return {
    patternId: newId(),
    version: 1,
    removed: false,
    companyId: sampleCompany.companyId,
    routeId: newId(),
    routeName: 'Nairobi – Kigali',
    stops,
    ...given,
  };
}

/** 1,000 for every leg ridden. */
export function sampleFares(pattern: PatternState, given: Partial<PatternFares> = {}): PatternFares {
  const amountsMinor = pattern.stops.flatMap((_stop, from) =>
    pattern.stops.slice(from + 1).map((_later, ahead) => (ahead + 1) * 1000),
  );
  return {
    patternId: pattern.patternId,
    version: 1,
    companyId: pattern.companyId,
    currency: 'RWF',
    source: 'company',
    amountsMinor,
    ...given,
  };
}

let lastTripId = 0;

export function sampleTrip(pattern: PatternState, departsAt: string, given: Partial<TripState> = {}): TripState {
  lastTripId += 1;
  return {
    tripId: lastTripId,
    version: 1,
    companyId: pattern.companyId,
    patternId: pattern.patternId,
    layoutId: sampleLayout.layoutId,
    serviceDate: departsAt.slice(0, 10),
    departsAt,
    status: 'scheduled',
    ...given,
  };
}

/** Whoever can let a service hear an event: a testbed. */
type Teller = {
  hear<Declared extends EventDeclaration>(
    service: Service,
    declared: Declared,
    payload: PayloadOf<Declared>,
  ): Promise<unknown>;
};

/** Tells the service a network as the company service would. */
export async function tell(bed: Teller, service: Service, network: SampleNetwork): Promise<void> {
  await bed.hear(service, companyChanged, sampleCompany);
  await bed.hear(service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout: sampleLayout });
  await bed.hear(service, stopsChanged, { stops: [...network.stops] });
  await bed.hear(service, patternsChanged, { patterns: [...network.patterns] });
  await bed.hear(service, faresChanged, { fares: [...network.fares] });
  await bed.hear(service, tripsScheduled, {
    serviceDate: network.trips[0]?.serviceDate ?? '2031-03-01',
    trips: [...network.trips],
  });
}
