import { withPlatform } from './open-platform.ts';

/** Looks at everything that is stored now, beside a running product or without one. It reads in small steps and mends nothing. */
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
  process.stdout.write(
    violations === 0
      ? 'Nothing is wrong.\n'
      : `${violations} ${violations === 1 ? 'violation' : 'violations'}. docs/operations/audit.md says what to do.\n`,
  );
  return violations === 0 ? 0 : 1;
});
