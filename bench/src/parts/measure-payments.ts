import type { Bench } from '../bench.ts';
import { spreadOf } from '../figures.ts';
import { runPair, runPairs, warmUpSeconds, type Match, type Pair } from '../pairs.ts';
import { openPayingRows } from '../pgbench/open-paying-rows.ts';
import { rateRatio } from '../report/bars.ts';
import { digits } from '../report/numbers.ts';
import { drainLine, pairLine } from '../report/sentences.ts';
import { figureTable } from '../report/tables.ts';
import { openPayments } from '../service/open-payments.ts';

/** Payers at a time, and clients of PAYING. */
const connections = 32;

/**
 * From the request that begins a payment, by the prompt that the simulated MTN approves at once, to the entries in the ledger;
 * the rest of the product confirms, issues, signs and writes messages meanwhile. Against the same rows inserted by pgbench.
 */
export async function measurePayments(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  say('Payments: starting the simulated MTN and the platform, and importing its timetable…');
  const rows = await openPayingRows(bench);
  await using payments = await openPayments(bench.server);
  const shares: number[] = [];
  const matchOf = (seconds: number): Match => ({
    workload: 'payments',
    connections,
    against: async () => await rows.run({ connections, seconds }),
    ours: async () => {
      const report = await payments.run({ connections, seconds });
      if (report.companyShare !== undefined) shares.push(report.companyShare);
      return report;
    },
  });
  say('Payments: warming up…');
  await runPair(matchOf(warmUpSeconds));
  shares.length = 0;
  const pairs = await runPairs([matchOf(plan.seconds)], plan.pairs, (pair) => say(pairLine(pair)));
  print(figureTable(pairs, 'PAYING'));
  print([ratioLine(pairs), shareLine(shares), drainLine(pairs.map((pair) => pair.ours))]);
}

/** No bar is set: most of a payment is calls between processes, and the rest of the product works meanwhile. */
function ratioLine(pairs: readonly Pair[]): string {
  const { median, least, most } = spreadOf(pairs.map(rateRatio));
  return `Payments/s ÷ PAYING: ${digits(median)} (${digits(least)}–${digits(most)}).`;
}

function shareLine(shares: readonly number[]): string {
  if (shares.length === 0) return 'What the simulated MTN cost, this system does not say.';
  const percent = Math.round(spreadOf(shares).median * 100);
  return `The simulated MTN took ${percent} % of the processor time of service, PostgreSQL and itself.`;
}
