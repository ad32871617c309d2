import { join } from 'node:path';
import { environmentOf } from '../config.ts';
import { ask } from '../database/ask.ts';
import type { SignInJob, SignInReport } from '../load/sign-in-job.ts';
import { startChild } from '../parent-and-child.ts';
import { cpuSecondsOfThread } from '../use/cpu-time.ts';
import type { RunningService } from './start-service.ts';

/** A storm that is over, and the processor time of the thread that hashes, where the system says it. */
export type StormReport = SignInReport & { readonly hashingSeconds: number | undefined; readonly seconds: number };

export type Storm = AsyncDisposable & {
  /** Begins one of so many seconds; the answer waits for its end, everybody who was let in judged. */
  begin(seconds: number): Promise<StormReport>;
};

/** As many as are offered to a machine that judges four. */
export const signInsPerSecond = 50;
const people = 500;
const password = 'a long password for measuring';
/** Of that password, with the cost of production. */
const passwordHash = '$2b$12$prCvEwXI1/20JrRS5ll28OcY/e/apJrJKCnrzHRPhxh8GezBl2QnK';
/** As auth names it (services/auth/src/accounts/hashing-thread.ts). */
const hashingThread = 'safiri-hashing';

/** People with passwords, and a process that signs them in, and others. */
export async function openStorm({ address, processId, databaseUrl }: RunningService): Promise<Storm> {
  const knownNames = Array.from({ length: people }, (_, number) => `passenger-${number}@bench.test`);
  await ask(
    databaseUrl,
    `with made as (
       insert into auth.accounts (account_id, name, email, locale)
       select gen_random_uuid(), 'A passenger', email, 'en' from unnest($1::text[]) as email
       returning account_id)
     insert into auth.credentials (account_id, password_hash) select account_id, $2 from made`,
    [knownNames, passwordHash],
  );
  const file = join(import.meta.dirname, '..', 'load', 'sign-in-process.ts');
  const child = startChild<SignInJob, SignInReport>(file, environmentOf({ NODE_ENV: 'production' }));
  return {
    begin: async (seconds) => {
      const startedAt = performance.now();
      const before = await cpuSecondsOfThread(processId, hashingThread);
      const report = await child.ask({ address, seconds, perSecond: signInsPerSecond, knownNames, password });
      const after = await cpuSecondsOfThread(processId, hashingThread);
      return {
        ...report,
        seconds: (performance.now() - startedAt) / 1_000,
        hashingSeconds: before === undefined || after === undefined ? undefined : after - before,
      };
    },
    [Symbol.asyncDispose]: async () => await child.stop(),
  };
}
