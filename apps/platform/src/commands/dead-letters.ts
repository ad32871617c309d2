import { serviceNames } from '@safiri/contracts';
import { withPlatform } from './open-platform.ts';

/** As many as a person reads, or replays, at a time. */
const most = 100;

const [verb, service] = process.argv.slice(2);
const queues = serviceNames.filter((name) => service === undefined || name === service);

await withPlatform(async ({ broker }) => {
  if ((verb !== 'list' && verb !== 'replay') || queues.length === 0) {
    process.stderr.write(`Use: npm run dead-letters -- list|replay [${serviceNames.join('|')}]\n`);
    return 1;
  }
  for (const queue of queues) {
    if (verb === 'replay') {
      process.stdout.write(`${queue}: ${await broker.replayDeadLetters(queue, most)} messages put back\n`);
      continue;
    }
    const letters = await broker.listDeadLetters(queue, most);
    process.stdout.write(`${queue}: ${letters.length === most ? `${most} or more` : letters.length} dead letters\n`);
    for (const letter of letters)
      process.stdout.write(
        `  ${letter.failedAt.toISOString()}  ${letter.envelope.type}  ${letter.messageId}  ${letter.error}\n`,
      );
  }
  return 0;
});
