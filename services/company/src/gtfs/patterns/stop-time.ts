import type { StopService } from '../feed.ts';

/** A line of stop_times.txt; times count from noon minus twelve hours of the service date. */
export type StopTime = {
  readonly stopId: string;
  readonly arrival: number | undefined;
  readonly departure: number | undefined;
  readonly pickup: StopService;
  readonly dropOff: StopService;
  readonly exactTime: boolean;
  readonly sequence: number;
  readonly line: number;
};

/** GTFS pickup_type and drop_off_type by number. */
export const stopServices = ['regular', 'none', 'phone', 'driver'] as const;
