import type { Bench } from '../bench.ts';
import { Violation, runPair, runPairs, warmUpSeconds, type Match } from '../pairs.ts';
import { openS2, type S2 } from '../pgbench/open-s2.ts';
import { rateBar } from '../report/bars.ts';
import { pairLine } from '../report/sentences.ts';
import { barTable, figureTable } from '../report/tables.ts';
import { compareAnswers, type Comparison } from '../search/compare-answers.ts';
import { openSearch, type Search } from '../search/open-search.ts';

/** The product answers from what it remembers of the network; a process that has run for a while remembers most of it. */
const searchWarmUpSeconds = 3 * warmUpSeconds;

/** As many as the bar names. */
const connections = 32;

/** Searches over HTTP against S2, over one network, with the same keys drawn alike. */
export async function measureSearch(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  say('Search: starting the platform, importing 200 stops, 250 lines and 60,000 trips, and selling some seats…');
  await using search = await openSearch(bench.server);
  say('Search: copying the network for S2…');
  const s2 = await openS2({ ...bench, salesUrl: search.databaseUrl, firstDate: search.firstDate });
  const before = await checkAnswers(search, s2);
  const matchOf = (skewed: boolean, seconds: number): Match => ({
    workload: skewed ? 'skewed keys' : 'even keys',
    connections,
    against: async () => await s2.run({ skewed, connections, seconds }),
    ours: async () => await search.run({ skewed, connections, seconds }),
  });
  say('Search: warming up…');
  await runPair(matchOf(false, searchWarmUpSeconds));
  const even = await runPairs([matchOf(false, plan.seconds)], plan.pairs, (pair) => say(pairLine(pair)));
  const skewed = await runPairs([matchOf(true, plan.seconds)], 1, (pair) => say(pairLine(pair)));
  const after = await checkAnswers(search, s2);
  const thresholds = { must: 0.4, aim: 0.8 };
  print(
    barTable(`Search, ${connections} connections`, [
      rateBar('searches/s ÷ S2', even, thresholds),
      rateBar('searches/s ÷ S2, skewed keys, one pair', skewed, thresholds),
    ]),
  );
  print(figureTable([...even, ...skewed], 'S2'));
  print([comparisonLine([before, after])]);
}

/** Two rates can be compared when both sides give the same answers. */
async function checkAnswers(search: Search, s2: S2): Promise<Comparison> {
  const comparison = await compareAnswers(search, s2);
  if (comparison.differences.length > 0) throw new Violation('some searches', comparison.differences);
  return comparison;
}

function comparisonLine(comparisons: readonly Comparison[]): string {
  const sum = (of: (each: Comparison) => number): number => comparisons.reduce((total, each) => total + of(each), 0);
  return `Answers to ${sum((each) => each.compared)} random keys were the same; ${sum((each) => each.leftOut)} more were drawn and not compared, because S2 ends after 50 trips and their stops have more.`;
}
