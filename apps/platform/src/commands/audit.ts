import { compareOrderMoney, type Witness } from '../audit/compare-order-money.ts';
import { withPlatform } from './open-platform.ts';

/**
 * Looks at everything that is stored now, beside a running product or without one: each service at its own, then what two
 * services say of the same money. It reads in small steps and mends nothing.
 */
await withPlatform(async ({ services }) => {
  let violations = 0;
  for (const service of services) {
    if (service.audit === undefined) continue;
    await service.audit(({ invariant, kind, subject, sentence }) => {
      violations += 1;
      process.stdout.write(`${service.name}  ${invariant}  ${kind}  ${subject}\n  ${sentence}\n`);
    });
    process.stdout.write(`${service.name}: audited\n`);
  }
  const [one, two] = services.flatMap(({ name, orderMoney }): Witness[] =>
    orderMoney === undefined ? [] : [{ name, money: orderMoney }],
  );
  if (one !== undefined && two !== undefined) {
    violations += await compareOrderMoney({
      witnesses: [one, two],
      say: (sentence) => process.stdout.write(`across services  money-differs\n  ${sentence}\n`),
    });
    process.stdout.write(`${one.name} and ${two.name}: compared\n`);
  }
  process.stdout.write(
    violations === 0
      ? 'Nothing is wrong.\n'
      : `${violations} ${violations === 1 ? 'violation' : 'violations'}. docs/operations/audit.md says what to do.\n`,
  );
  return violations === 0 ? 0 : 1;
});
