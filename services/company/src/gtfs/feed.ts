import type { Money, ServiceDate } from '@safiri/kernel';

/** A whole feed, read and checked. Ids are the publisher's own and unique within the feed. */
export type Feed = {
  /** SHA-256 (hex) of the files that were read: the same for the zip, a re-packed zip and the folder it was made of. */
  readonly hash: string;
  /** All timetable times count in this zone, also at stops abroad. */
  readonly timeZone: string;
  /** What fares are in: the feed's own currency, else that of the country its time zone names; undefined when neither is known. */
  readonly currency: string | undefined;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly stops: ReadonlyMap<string, Stop>;
  readonly routes: ReadonlyMap<string, Route>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly trips: ReadonlyMap<string, ScheduledTrip>;
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly fares: FareTable;
  readonly translations: readonly Translation[];
  readonly info: FeedInfo | undefined;
  readonly counts: FeedCounts;
};

/** Rows as the files have them, before anything was left out. */
export type FeedCounts = Readonly<Record<string, number>>;

export type Agency = {
  readonly id: string;
  readonly name: string;
  readonly url: string | undefined;
  readonly language: string | undefined;
  readonly phone: string | undefined;
  readonly email: string | undefined;
};

/** Accessibility as GTFS has it: nobody said, yes, no. */
export type Accessibility = 'unknown' | 'yes' | 'no';

/** A place where buses stop, or a station that groups several. Entrances and footpaths are not kept: nothing is sold there. */
export type Stop = {
  readonly id: string;
  readonly kind: 'stop' | 'station';
  readonly code: string | undefined;
  readonly name: string;
  readonly description: string | undefined;
  readonly latitude: number;
  readonly longitude: number;
  readonly zoneId: string | undefined;
  /** Always the id of a station. */
  readonly parentId: string | undefined;
  /** What clocks at this stop show: its station's zone, else its own, else the feed's. */
  readonly timeZone: string;
  readonly platformCode: string | undefined;
  readonly wheelchairBoarding: Accessibility;
};

export type Route = {
  readonly id: string;
  readonly agencyId: string;
  /** One of the two names is never empty. */
  readonly shortName: string;
  readonly longName: string;
  readonly description: string | undefined;
  /** GTFS route_type; 3 is bus. */
  readonly type: number;
  /** Six hex digits. */
  readonly color: string | undefined;
  readonly textColor: string | undefined;
  readonly sortOrder: number | undefined;
};

/** The days a service runs: the weekdays of a period, and exceptions that win over them. */
export type Calendar = {
  readonly serviceId: string;
  /** Bit 0 is Monday, bit 6 Sunday. 0 when the service lives by exceptions alone. */
  readonly weekdays: number;
  /** First and last date, both included. */
  readonly period: { readonly from: ServiceDate; readonly until: ServiceDate } | undefined;
  readonly added: ReadonlySet<ServiceDate>;
  readonly removed: ReadonlySet<ServiceDate>;
};

/** Who may board or alight at a stop. */
export type StopService = 'regular' | 'none' | 'phone' | 'driver';

export type PatternStop = {
  readonly stopId: string;
  /** Seconds after the departure from the first stop, where both are 0. Never decreasing along the pattern. */
  readonly arrivalSeconds: number;
  readonly departureSeconds: number;
  readonly pickup: StopService;
  readonly dropOff: StopService;
  /** False where the feed calls the time approximate or where it was interpolated. */
  readonly exactTime: boolean;
};

/** A stop sequence of a route with its running times; many scheduled trips share one. */
export type Pattern = {
  /** Digest of everything below: the same pattern has the same key in every version of the feed. */
  readonly key: string;
  readonly routeId: string;
  /** At least two, at most 256. */
  readonly stops: readonly PatternStop[];
};

export type ScheduledTrip = {
  readonly id: string;
  readonly routeId: string;
  readonly serviceId: string;
  readonly patternKey: string;
  /** Departure from the first stop, counted from noon minus twelve hours of the service date; may pass 24 hours. */
  readonly startSeconds: number;
  /** When not empty, these departures take the place of `startSeconds`: see `tripStarts`. */
  readonly headways: readonly Headway[];
  readonly headsign: string | undefined;
  readonly shortName: string | undefined;
  readonly directionId: 0 | 1 | undefined;
  readonly blockId: string | undefined;
  readonly shapeId: string | undefined;
  readonly wheelchairAccessible: Accessibility;
};

/** Departures every so often from `startSeconds`, the last one before `endSeconds`. */
export type Headway = {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly headwaySeconds: number;
  /** Whether these are promised times or only about so often. */
  readonly exactTimes: boolean;
};

export type Shape = {
  readonly id: string;
  /** Degrees, one pair per point: longitude, latitude, longitude, latitude … in order of travel. */
  readonly coordinates: Float64Array;
};

export type Fare = {
  readonly id: string;
  readonly price: Money;
  readonly agencyId: string | undefined;
};

/** '' stands for any route or zone, in keys and in members. */
export type FareTable = {
  readonly fares: ReadonlyMap<string, Fare>;
  /** Route, origin zone, destination zone → ids of the fares that apply. */
  readonly rules: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>>;
  /** Fares that apply only when the journey passes exactly these zones. */
  readonly zoneRules: readonly ZoneRule[];
  /** Fares that no rule links to anything; they are never charged. */
  readonly unusedFareIds: readonly string[];
};

export type ZoneRule = {
  readonly fareId: string;
  readonly routeId: string;
  readonly originId: string;
  readonly destinationId: string;
  readonly zoneIds: ReadonlySet<string>;
};

/** A text in another language: of one record (`recordId`) or of every record whose field has this value (`fieldValue`). */
export type Translation = {
  /** 'stops', 'routes' …; '*' in feeds of the old three-column form, which translate a text wherever it stands. */
  readonly table: string;
  readonly field: string;
  readonly language: string;
  readonly text: string;
  readonly recordId: string | undefined;
  readonly fieldValue: string | undefined;
};

export type FeedInfo = {
  readonly publisherName: string;
  readonly publisherUrl: string | undefined;
  readonly language: string | undefined;
  readonly version: string | undefined;
  readonly from: ServiceDate | undefined;
  readonly until: ServiceDate | undefined;
};
