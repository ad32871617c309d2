import { serviceNames } from '@safiri/contracts';
import { withPlatform } from './open-platform.ts';

const wanted = process.argv[2];

await withPlatform(async ({ services }) => {
  const owner = services.find((service) => service.name === wanted && service.republish !== undefined);
  if (owner?.republish === undefined) {
    const able = services.filter((service) => service.republish !== undefined).map((service) => service.name);
    process.stderr.write(`Use: npm run republish -- ${able.join(' | ') || serviceNames.join(' | ')}\n`);
    return 1;
  }
  const events = await owner.republish();
  process.stdout.write(
    `${owner.name} has told its present state in ${events} events; copies are rebuilt as they arrive.\n`,
  );
  return 0;
});
