import { DomainError } from '@safiri/kernel';
import { inSpan } from '@safiri/runtime';
import type { HoldAnswer, HoldItem } from './hold-queries.ts';

/** What an order comes to in the end. */
export type HoldVerdict = Exclude<HoldAnswer, { readonly kind: 'wait' }>;

/** Where orders wait for their decision. */
export type HoldQueue = {
  /** Answers once the decision is committed. Refuses with OVERLOADED when too many wait, and holds nothing then. */
  decide(item: HoldItem): Promise<HoldVerdict>;
  /** How many wait. */
  waiting(): number;
};

export type HoldQueueOptions = {
  /** Decides these in one transaction and answers each in its place. */
  readonly decideAll: (items: readonly HoldItem[]) => Promise<readonly HoldAnswer[]>;
  /** Whether an error says that nothing was decided, so that the items may be asked again one by one. */
  readonly isUndecided: (error: unknown) => boolean;
  /** Orders in one call at the most; 1 turns batching off. */
  readonly mostInCall: number;
  readonly mostCalls: number;
  /** While a call is on its way a second one starts only after so long: until then it is cheaper to be in the next. */
  readonly overlapAfterMilliseconds: number;
  /** Waiting orders at the most: more, and clients give up before their turn, with seats held for nobody. */
  readonly mostWaiting: number;
};

/** Patient orders in one call at the most: each locks a bus, and whoever wants a seat on it waits for all of them. */
const mostPatient = 16;

/** A seat that is chosen takes ten times as long as one that is named: with more, all that is in the call would be locked for long. */
const mostWishes = 64;

type Waiting = {
  readonly item: HoldItem;
  readonly resolve: (answer: HoldVerdict) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Natural batching: an order that finds no call on its way is decided at once; those that come meanwhile are decided together
 * by the next. Nobody waits for company: only a call that takes unusually long, for a locked seat say, gets another beside it.
 *
 * An error that leaves nothing decided is one item's as a rule: they are asked again one by one, before any that came
 * later, and each is answered by its own result. Any other error (the connection broke after the statement was sent) leaves
 * the outcome unknown. Nothing is asked again then; all are told, and who repeats with the same key learns what became of it.
 *
 * An order whose wish met nothing but seats that others are about to have is asked again with its like, patiently: it then
 * waits for all rows of its trips, and is told for certain.
 */
export function createHoldQueue(options: HoldQueueOptions): HoldQueue {
  const { mostInCall, mostCalls, mostWaiting, overlapAfterMilliseconds } = options;
  const waiting: Waiting[] = [];
  const again: Again = { alone: [], patient: [] };
  const { alone, patient } = again;
  let calls = 0;
  let startedAt = 0;
  const queued = (): number => alone.length + patient.length + waiting.length;

  const next = (): Waiting[] => {
    if (alone.length > 0) return alone.splice(0, 1);
    if (patient.length > 0) return patient.splice(0, Math.min(mostPatient, mostInCall));
    return waiting.splice(0, lengthOfCall(waiting, mostInCall));
  };

  let alarm: NodeJS.Timeout | undefined;

  /** How long the present call is still waited for before another starts beside it. */
  const patience = (): number =>
    calls === 0 ? 0 : Math.max(0, startedAt + overlapAfterMilliseconds - performance.now());

  const startCalls = (): void => {
    while (queued() > 0 && calls < mostCalls) {
      const left = patience();
      if (left > 0) {
        // One is enough for all that come while a call is on its way.
        alarm ??= setTimeout(() => {
          alarm = undefined;
          startCalls();
        }, left);
        return;
      }
      const batch = next();
      calls += 1;
      startedAt = performance.now();
      void decideBatch(batch, options, again).then((tell) => {
        calls -= 1;
        clearTimeout(alarm);
        alarm = undefined;
        startCalls();
        // The driver sends in a tick of its own, before this one: the database decides the next while these are told.
        process.nextTick(tell);
      });
    }
  };

  return {
    waiting: queued,
    decide: async (item) =>
      await new Promise((resolve, reject) => {
        if (queued() >= mostWaiting) {
          reject(new DomainError('OVERLOADED', 'Too many people ask for seats at this moment.', { retryAfter: 1 }));
          return;
        }
        waiting.push({ item, resolve, reject });
        startCalls();
      }),
  };
}

/** The same queue where requests are traced: how long each waited and was decided, but not with whom. */
export function traced(queue: HoldQueue): HoldQueue {
  const facts = { name: 'decide hold' };
  return { ...queue, decide: async (item) => await inSpan(facts, async () => await queue.decide(item)) };
}

/** Orders that are asked once more: one by one, or patiently. */
type Again = { readonly alone: Waiting[]; readonly patient: Waiting[] };

/** Asks for the orders of one call. Answers how to tell those that are not to be asked again; never fails itself. */
async function decideBatch(
  batch: readonly Waiting[],
  { decideAll, isUndecided }: HoldQueueOptions,
  { alone, patient }: Again,
): Promise<() => void> {
  try {
    const answers = await decideAll(batch.map(({ item }) => item));
    for (const [index, each] of batch.entries()) {
      if (answers[index]?.kind === 'wait' && !each.item.patient)
        patient.push({ ...each, item: { ...each.item, patient: true } });
    }
    return () => {
      for (const [index, each] of batch.entries()) tell(each, answers[index]);
    };
  } catch (error) {
    if (batch.length > 1 && isUndecided(error)) {
      alone.push(...batch);
      return () => undefined;
    }
    return () => {
      for (const { reject } of batch) reject(error);
    };
  }
}

function tell({ item, resolve, reject }: Waiting, answer: HoldAnswer | undefined): void {
  if (answer === undefined) reject(new Error('Bug: an order of a batch was not answered'));
  else if (answer.kind !== 'wait') resolve(answer);
  else if (item.patient) reject(new Error('Bug: a patient order was told to wait'));
}

/** How many of those that wait, in their order, are decided by one call. */
function lengthOfCall(waiting: readonly Waiting[], mostInCall: number): number {
  let wishes = 0;
  for (const [index, { item }] of waiting.slice(0, mostInCall).entries()) {
    wishes += item.wishes.length;
    if (index > 0 && wishes > mostWishes) return index;
  }
  return mostInCall;
}
