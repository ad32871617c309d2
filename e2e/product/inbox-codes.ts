import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@safiri/client';
import { listCaughtCodes, type CodeReader } from '@safiri/testkit';

const patienceMilliseconds = 30_000;
const pauseMilliseconds = 200;

/** Codes as a person in development reads them: in the inbox that catches mail and SMS. */
export function inboxCodes(address: string): CodeReader {
  const nobody = createClient({ baseUrl: address });
  const codesTo = async (to: string): Promise<string[]> => await listCaughtCodes(nobody, to);
  return {
    count: async (recipient) => (await codesTo(recipient)).length,
    newest: async (recipient, moreThan) => {
      const deadline = performance.now() + patienceMilliseconds;
      for (;;) {
        const codes = await codesTo(recipient);
        if (codes.length > moreThan && codes[0] !== undefined) return codes[0];
        if (performance.now() > deadline) throw new Error(`no code came for ${recipient}`);
        await wait(pauseMilliseconds);
      }
    },
  };
}
