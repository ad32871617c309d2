import type { Job, JobResult } from 'pg-boss';
import type { Envelope } from '@safiri/contracts/declaring';
import type { Log } from '../log.ts';
import type { MessageHandler } from './broker.ts';
import { messagesIn, singleJob, type SingleJob } from './bundles.ts';

export type Settling = {
  readonly handle: MessageHandler;
  readonly log: Log;
  /** Puts messages into the queue they came from, one job each; one that is there already is not added. */
  readonly putBack: (singles: SingleJob[]) => Promise<void>;
};

type Carried = { readonly job: Job<unknown>; readonly messages: readonly Envelope[] };

/**
 * Handles the messages of jobs that were taken together; answers how each job came out. A message that fails is delivered
 * again later and holds up nobody: one that came in a bundle goes back into the queue by itself, has all its tries there
 * and ends as a dead letter of its own. So do all messages of a bundle that comes a second time, since one of them may be
 * what ended the process that had it. Should that be repeated, what is back in the queue is not added, and what had its
 * effect is known to the inbox.
 */
export async function settleJobs(jobs: readonly Job<unknown>[], settling: Settling): Promise<JobResult[]> {
  const carried = jobs.map((job) => ({ job, messages: messagesIn(job.data) }));
  const failures = await handleAll(
    carried.filter((each) => !comesAgain(each)).flatMap(({ messages }) => messages),
    settling.handle,
  );
  for (const each of carried) tellFailures(each, failures, settling.log);
  const apart = carried.filter(isBundle).flatMap((each) => (comesAgain(each) ? each.messages : failed(each, failures)));
  if (apart.length > 0) await settling.putBack(singlesOf(apart));
  return carried.map((each) => resultOf(each, failures));
}

function isBundle({ messages }: Carried): boolean {
  return messages.length > 1;
}

function comesAgain(carried: Carried): boolean {
  return isBundle(carried) && carried.job.retryCount > 0;
}

/** Messages that failed, and why. */
type Failures = ReadonlyMap<Envelope, unknown>;

async function handleAll(messages: readonly Envelope[], handle: MessageHandler): Promise<Failures> {
  const outcomes = await handle(messages);
  return new Map(
    messages.flatMap((message, index) => {
      const outcome = outcomes[index];
      if (outcome?.status === 'fulfilled') return [];
      return [[message, outcome?.reason ?? new Error('Bug: the handler passed over a message')]];
    }),
  );
}

function failed({ messages }: Carried, failures: Failures): Envelope[] {
  return messages.filter((message) => failures.has(message));
}

function tellFailures({ job, messages }: Carried, failures: Failures, log: Log): void {
  for (const message of messages)
    if (failures.has(message))
      log.warn(
        { err: failures.get(message), messageId: message.eventId, queue: job.name },
        'message failed and will be tried again',
      );
  if (messages.length === 0) log.warn({ messageId: job.id, queue: job.name }, noEnvelope);
}

/** The queue takes no two jobs of one id at once. */
function singlesOf(messages: readonly Envelope[]): SingleJob[] {
  const byId = new Map(messages.map((message) => [message.eventId, message]));
  return Array.from(byId.values(), singleJob);
}

const noEnvelope = 'A message in the queue is no event envelope';

function resultOf(carried: Carried, failures: Failures): JobResult {
  const [first] = carried.messages;
  if (first === undefined) return failure(carried.job, noEnvelope);
  const isDone = isBundle(carried) || !failures.has(first);
  return isDone ? { id: carried.job.id, status: 'completed' } : failure(carried.job, failures.get(first));
}

function failure({ id }: Job<unknown>, reason: unknown): JobResult {
  return { id, status: 'failed', output: { error: reason instanceof Error ? reason.message : String(reason) } };
}
