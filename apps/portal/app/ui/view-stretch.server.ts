import type { StopTime } from '@safiri/contracts';
import { daysBetween, serviceDate } from '@safiri/kernel';
import type { Writing } from '../messages/writing.server.ts';
import { millisecondsOf } from '../visit/instant.ts';

export type StopView = {
  readonly name: string;
  readonly at: string;
  readonly time: string;
  readonly day: string;
  /** "GMT+3", only where the clocks of the two stops differ. */
  readonly clocks: string | undefined;
};

/** A journey from a stop to another, as pages show it. */
export type StretchView = {
  readonly from: StopView;
  readonly to: StopView;
  readonly hours: number;
  readonly minutes: number;
  /** How many days after the date of departure, as clocks at both stops show it; less than none where one travels over the date line. */
  readonly daysLater: number;
  /** The bus runs every so often: it leaves about then. */
  readonly isApproximate: boolean;
};

export function viewStretch(
  stretch: { readonly from: StopTime; readonly to: StopTime; readonly approximate?: boolean },
  writing: Writing,
): StretchView {
  const { from, to } = stretch;
  const minutes = Math.round((millisecondsOf(to.arrivesAt) - millisecondsOf(from.departsAt)) / 60_000);
  const clocks = [writing.clocks(from.departsAt, from.timeZone), writing.clocks(to.arrivesAt, to.timeZone)];
  const clocksDiffer = clocks[0] !== clocks[1];
  const viewStop = (stop: StopTime, at: string, clock: string | undefined): StopView => ({
    name: stop.name,
    at,
    time: writing.time(at, stop.timeZone),
    day: writing.day(at, stop.timeZone),
    clocks: clocksDiffer ? clock : undefined,
  });
  return {
    from: viewStop(from, from.departsAt, clocks[0]),
    to: viewStop(to, to.arrivesAt, clocks[1]),
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
    daysLater: daysBetween(
      serviceDate(writing.localDate(from.departsAt, from.timeZone)),
      serviceDate(writing.localDate(to.arrivesAt, to.timeZone)),
    ),
    isApproximate: stretch.approximate === true,
  };
}
