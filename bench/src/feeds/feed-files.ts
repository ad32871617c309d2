export const feedName = 'bench';
export const agencyId = 'bench';

/** The files of a GTFS feed without agency and calendar, which all feeds here have in common. */
export type FeedFiles = Record<'stops.txt' | 'routes.txt' | 'trips.txt' | 'stop_times.txt', string[]>;
