import { auditLogs, type AuditVerification } from '@safiri/contracts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import { readAsked } from './filters.ts';
import { readerOf } from './load-audit.server.ts';

/** Calls of 5,000 entries each; a log that is longer is verified by the command. */
const mostCalls = 20;

/** Looks at the log from its beginning to its end, or to its first fault. */
export async function verifyLog(visit: Visit, query: URLSearchParams) {
  const asked = readAsked(query);
  const { api, whose } = await readerOf(visit, asked);
  let found: AuditVerification | undefined;
  for (let calls = 0; calls < mostCalls && (found === undefined || found.more); calls += 1) {
    const answer = await api(auditLogs[asked.service].verify, {
      query: { ...whose, after: found?.checkedTo ?? 0 },
    });
    if (!answer.ok) return { problem: messageOfRefusal(answer.code) };
    found = answer.value;
  }
  return { found };
}
