import { verifyAuditLog } from '@safiri/runtime';
import path from 'node:path';
import { readSeen, writeSeen } from '../audit/seen-ends.ts';
import { processEnvironment } from '@safiri/runtime/process';
import { readPlatformSettings } from '../config.ts';
import { withPlatform } from './open-platform.ts';

/** `npm run audit-log -- verify`: whether the audit logs of all services are what was recorded, beside a running product or without one. */
const [wanted] = process.argv.slice(2);
if (wanted === 'verify') {
  const dataDir = path.resolve(readPlatformSettings(processEnvironment()).SAFIRI_DATA_DIR);
  await withPlatform(async ({ services, signingKeyOf }) => {
    const seen = await readSeen(dataDir);
    let faults = 0;
    for (const service of services) {
      let chains = 0;
      const { name, db } = service;
      seen[name] = await verifyAuditLog(
        {
          service: name,
          db,
          signingKey: signingKeyOf(name),
          ...(seen[name] === undefined ? {} : { seen: seen[name] }),
        },
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
    await writeSeen(dataDir, seen);
    process.stdout.write(
      faults === 0 ? 'Everything is as it was recorded.\n' : 'docs/operations/audit-log.md says what to do.\n',
    );
    return faults === 0 ? 0 : 1;
  });
} else {
  process.stderr.write('Say: npm run audit-log -- verify\n');
  process.exitCode = 2;
}
