import { verifyAuditLog } from '@safiri/runtime';
import { withPlatform } from './open-platform.ts';

/** `npm run audit-log -- verify`: whether the audit logs of all services are what was recorded, beside a running product or without one. */
const [wanted] = process.argv.slice(2);
if (wanted === 'verify') {
  await withPlatform(async ({ services, signingKeyOf }) => {
    let faults = 0;
    for (const service of services) {
      let chains = 0;
      await verifyAuditLog(
        { service: service.name, db: service.db, signingKey: signingKeyOf(service.name) },
        (found) => {
          chains += 1;
          if (found.fault === null) return;
          faults += 1;
          const { kind, number, sentence } = found.fault;
          process.stdout.write(`${service.name}  ${found.companyId}  ${kind}  entry ${number}\n  ${sentence}\n`);
        },
      );
      process.stdout.write(`${service.name}: ${chains} ${chains === 1 ? 'chain' : 'chains'} verified\n`);
    }
    process.stdout.write(
      faults === 0 ? 'Everything is as it was recorded.\n' : 'docs/operations/audit-log.md says what to do.\n',
    );
    return faults === 0 ? 0 : 1;
  });
} else {
  process.stderr.write('Say: npm run audit-log -- verify\n');
  process.exitCode = 2;
}
