import type { Bench } from '../bench.ts';
import { openNews } from '../broker/open-news.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { spreadOf } from '../figures.ts';
import { runPair, runPairs, warmUpSeconds, type Match } from '../pairs.ts';
import { rateRatio } from '../report/bars.ts';
import { digits } from '../report/numbers.ts';
import { pairLine } from '../report/sentences.ts';
import { figureTable } from '../report/tables.ts';

/** From an outbox by RabbitMQ to an inbox, against messages that nobody keeps in a database. */
export async function measureBroker(
  { plan, say, print }: Bench,
  given: { readonly brokerUrl: string; readonly databaseUrl: string; readonly server: ScratchServer },
): Promise<void> {
  say('Broker: warming up…');
  await using news = await openNews(given);
  const matchOf = (seconds: number): Match => ({
    workload: 'events',
    connections: 1,
    against: async () => await news.runBare(seconds),
    ours: async () => await news.run(seconds),
  });
  await runPair(matchOf(warmUpSeconds));
  const pairs = await runPairs([matchOf(plan.seconds)], plan.pairs, (pair) => say(pairLine(pair)));
  const { median, least, most } = spreadOf(pairs.map(rateRatio));
  print(figureTable(pairs, 'BARE'));
  print([`Events/s ÷ BARE: ${digits(median)} (${digits(least)}–${digits(most)}).`]);
}
