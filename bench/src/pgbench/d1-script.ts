import { network, type Workload } from '../workloads.ts';

/** A pgbench script that sends D1 with a random seat and stretch, in one round trip. Trips of HOT are numbered after those of SPREAD. */
export function d1Script(d1: string, workload: Workload, spreadTrips: number): string {
  const { draw, trip } = tripOf(workload, spreadTrips);
  return `${draw}
\\set seat random(1, ${network.seats})
\\set legs random(1, 2)
\\set from random(0, ${network.legs} - :legs)
\\set mask ((1 << :legs) - 1) << :from
${d1.replace(':trip', () => trip)}`;
}

/** Every client draws its own trip, or takes the one that the attempts of all clients have come to. */
function tripOf(workload: Workload, spreadTrips: number): { readonly draw: string; readonly trip: string } {
  switch (workload) {
    case 'spread':
      return { draw: `\\set trip random(1, ${spreadTrips})`, trip: ':trip' };
    case 'hot':
      return {
        draw: '',
        trip: `(select nextval('hot_attempt') / ${network.attemptsPerHotTrip} + ${spreadTrips + 1})`,
      };
  }
}
