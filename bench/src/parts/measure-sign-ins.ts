import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { spreadOf } from '../figures.ts';
import { runPair, runPairs, Violation, warmUpSeconds, type Match, type Pair } from '../pairs.ts';
import { tailRatio, type Bar } from '../report/bars.ts';
import { pairLine } from '../report/sentences.ts';
import { stormLines, stormViolations } from '../report/storm.ts';
import { barTable, figureTable } from '../report/tables.ts';
import { openSale } from '../service/open-sale.ts';
import { openStorm, signInsPerSecond, type StormReport } from '../service/sign-in-storm.ts';
import { network } from '../workloads.ts';

/** Fewer than fill the machine: else whatever else runs takes from holds what it takes. */
const usualConnections = [16];

/** By then the queue of hashes is full, and stays so. */
const stormFillsSeconds = 1;

/** Holds while more people want to sign in than the machine can judge, against the same holds in peace. */
export async function measureSignIns(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  const connections = plan.connections ?? usualConnections;
  const size = { spread: network.spreadTrips, hotSeconds: 0 };
  say('Sign-ins: starting the platform, importing its timetable and opening the sale…');
  await using sale = await openSale({ server: bench.server, sets: [size] });
  await using storm = await openStorm(sale.service);
  const trips = sale.takeTrips(size);
  const storms: StormReport[] = [];
  const matchOf = (clients: number, seconds: number): Match => {
    const hold = async () => await sale.load.run(trips, { workload: 'spread', connections: clients, seconds });
    return {
      workload: `${signInsPerSecond} sign-ins/s`,
      connections: clients,
      against: hold,
      ours: async () => {
        const raging = storm.begin(stormFillsSeconds + seconds);
        await wait(stormFillsSeconds * 1_000);
        const held = await hold();
        const report = await raging;
        storms.push(report);
        return { ...held, violations: [...held.violations, ...stormViolations(report)] };
      },
    };
  };
  say('Sign-ins: warming up…');
  await runPair(matchOf(Math.max(...connections), warmUpSeconds));
  storms.length = 0;
  const matches = connections.map((clients) => matchOf(clients, plan.seconds));
  const pairs = await runPairs(matches, plan.pairs, (pair) => say(pairLine(pair)));
  const bars = connections.map((clients) => tailBar(clients, pairs));
  print(barTable('Holds during a storm of sign-ins', bars));
  print(figureTable(pairs, 'in peace'));
  print(stormLines(storms));
  const missed = bars.filter(({ figure, must }) => figure.median >= must);
  if (missed.length > 0)
    throw new Violation(
      'sign-ins',
      missed.map(({ name, figure }) => `${name} is ${figure.median.toFixed(2)}, and must be under 2`),
    );
}

function tailBar(clients: number, pairs: readonly Pair[]): Bar {
  const some = pairs.filter(({ connections }) => connections === clients);
  return {
    name: `p99 × ${clients} ÷ the same in peace`,
    figure: spreadOf(some.flatMap((pair) => tailRatio(pair) ?? [])),
    must: 2,
    aim: 1.2,
    rising: false,
  };
}
