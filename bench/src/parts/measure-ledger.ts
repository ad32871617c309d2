import type { Bench } from '../bench.ts';
import { runPair, runPairs, warmUpSeconds, type Match } from '../pairs.ts';
import { openPosting } from '../pgbench/open-posting.ts';
import { rateBar } from '../report/bars.ts';
import { pairLine } from '../report/sentences.ts';
import { barTable, figureTable } from '../report/tables.ts';
import { openLedger } from '../service/open-ledger.ts';

/** Clients of POSTING, as many as CONFIRM has; the product is told of all bookings at once. */
const connections = 64;

/** From a booking's event to its entries in the ledger, against the statement that inserts the same entries. */
export async function measureLedger(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  say('Ledger: starting the platform…');
  const posting = await openPosting(bench);
  await using ledger = await openLedger(bench.server);
  const matchOf = (seconds: number): Match => ({
    workload: 'ledger',
    connections,
    against: async () => await posting.run({ connections, seconds }),
    ours: async () => await ledger.run(seconds),
  });
  say('Ledger: warming up…');
  await runPair(matchOf(warmUpSeconds));
  const pairs = await runPairs([matchOf(plan.seconds)], plan.pairs, (pair) => say(pairLine(pair)));
  print(barTable('Booking event to ledger', [rateBar('postings/s ÷ POSTING', pairs, { must: 0.4, aim: 0.8 })]));
  print(figureTable(pairs, 'POSTING'));
}
