import { DomainError } from '@safiri/kernel';
import type { HoldAnswer, HoldItem } from './hold-queries.ts';

/** Where orders wait for their decision. */
export type HoldQueue = {
  /** Answers once the decision is committed. Refuses with OVERLOADED when too many wait, and holds nothing then. */
  decide(item: HoldItem): Promise<HoldAnswer>;
};

export type HoldQueueOptions = {
  /** Decides these in one transaction and answers each in its place. */
  readonly decideAll: (items: readonly HoldItem[]) => Promise<readonly HoldAnswer[]>;
  /** Whether an error says that nothing was decided, so that the items may be asked again one by one. */
  readonly isUndecided: (error: unknown) => boolean;
  /** Orders in one call at the most; 1 turns batching off. */
  readonly mostInCall: number;
  readonly mostCalls: number;
  /** Waiting orders at the most: more, and clients give up before their turn, with seats held for nobody. */
  readonly mostWaiting: number;
};

type Waiting = {
  readonly item: HoldItem;
  readonly resolve: (answer: HoldAnswer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Natural batching: an order that finds a call free is decided at once; those that come while all calls are on their way
 * are decided together by the next. No timer: nobody waits for company.
 *
 * An error that leaves nothing decided is one item's as a rule: they are asked again one by one, before any that came
 * later, and each is answered by its own result. Any other error (the connection broke after the statement was sent) leaves
 * the outcome unknown. Nothing is asked again then; all are told, and who repeats with the same key learns what became of it.
 */
export function createHoldQueue(options: HoldQueueOptions): HoldQueue {
  const { decideAll, isUndecided, mostInCall, mostCalls, mostWaiting } = options;
  const waiting: Waiting[] = [];
  const alone: Waiting[] = [];
  let calls = 0;

  const startCalls = (): void => {
    while (calls < mostCalls && alone.length + waiting.length > 0) {
      const batch = alone.length > 0 ? alone.splice(0, 1) : waiting.splice(0, mostInCall);
      calls += 1;
      void settle(batch).finally(() => {
        calls -= 1;
        startCalls();
      });
    }
  };

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await decideAll(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const answer = answers[index];
        if (answer === undefined) reject(new Error('Bug: an order of a batch was not answered'));
        else resolve(answer);
      }
    } catch (error) {
      if (batch.length > 1 && isUndecided(error)) alone.push(...batch);
      else for (const { reject } of batch) reject(error);
    }
  };

  return {
    decide: async (item) =>
      await new Promise((resolve, reject) => {
        if (alone.length + waiting.length >= mostWaiting) {
          reject(new DomainError('OVERLOADED', 'Too many people ask for seats at this moment.', { retryAfter: 1 }));
          return;
        }
        waiting.push({ item, resolve, reject });
        startCalls();
      }),
  };
}
