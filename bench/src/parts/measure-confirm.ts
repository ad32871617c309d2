import type { Bench } from '../bench.ts';
import { runPair, runPairs, warmUpSeconds, type Match } from '../pairs.ts';
import { openConfirm } from '../pgbench/open-confirm.ts';
import { rateBar } from '../report/bars.ts';
import { drainLine, pairLine } from '../report/sentences.ts';
import { barTable, figureTable } from '../report/tables.ts';
import { openPaying } from '../service/open-paying.ts';

/** Clients of CONFIRM, as many as D1 has at the most; the product is told of all payments at once. */
const connections = 64;

/** From a payment's event to the passenger's ticket, against the statement that confirms a booking. */
export async function measureConfirm(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  say('Confirm: filling the tables of CONFIRM…');
  const confirm = await openConfirm({ ...bench, seconds: warmUpSeconds + plan.seconds * plan.pairs });
  say('Confirm: starting the platform and importing its timetable…');
  await using paying = await openPaying(bench.server);
  const matchOf = (seconds: number): Match => ({
    workload: 'confirm',
    connections,
    against: async () => await confirm.run({ connections, seconds }),
    ours: async () => await paying.run(seconds),
  });
  say('Confirm: warming up…');
  await runPair(matchOf(warmUpSeconds));
  const pairs = await runPairs([matchOf(plan.seconds)], plan.pairs, (pair) => say(pairLine(pair)));
  await paying.checkBloat();
  print(barTable('Payment event to ticket', [rateBar('orders/s ÷ CONFIRM', pairs, { must: 0.3, aim: 0.6 })]));
  print(figureTable(pairs, 'CONFIRM'));
  print([drainLine(pairs.map((pair) => pair.ours))]);
}
