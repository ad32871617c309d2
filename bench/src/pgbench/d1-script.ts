import { network, type Workload } from '../workloads.ts';

/** Trips of SPREAD are numbered from 1, those of HOT follow them. */
const firstHotTrip = network.spreadTrips + 1;

/** Every client draws its own trip, or takes the one that the attempts of all clients have come to. */
const trips: Record<Workload, { readonly draw: string; readonly trip: string }> = {
  spread: { draw: `\\set trip random(1, ${network.spreadTrips})`, trip: ':trip' },
  hot: { draw: '', trip: `(select nextval('hot_attempt') / ${network.attemptsPerHotTrip} + ${firstHotTrip})` },
};

/** A pgbench script that sends D1 with a random seat and stretch, in one round trip. */
export function d1Script(d1: string, workload: Workload): string {
  const { draw, trip } = trips[workload];
  return `${draw}
\\set seat random(1, ${network.seats})
\\set legs random(1, 2)
\\set from random(0, ${network.legs} - :legs)
\\set mask ((1 << :legs) - 1) << :from
${d1.replace(':trip', () => trip)}`;
}
