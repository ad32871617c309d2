import type { Outcome } from '../behaviour/plans.ts';
import { rememberReached } from '../books/clock-queries.ts';
import { settle } from '../books/settle.ts';
import { findTransaction, leaveToPerson, listPrompts, type Transaction } from '../books/transactions.ts';
import type { Context } from '../context.ts';

/** `over`: somebody or the clock was faster, and what they decided stands. */
export type PromptAnswer = 'answered' | 'over' | 'unknown';

/** The person approves or refuses the prompt of a charge. */
export async function answerPrompt(
  context: Context,
  referenceId: string,
  outcome: Extract<Outcome, 'SUCCESSFUL' | 'APPROVAL_REJECTED'>,
): Promise<PromptAnswer> {
  const { books, clock, scheduler } = context;
  const answer = await books.write((tx): PromptAnswer => {
    const charge = findTransaction(tx, referenceId);
    if (charge === undefined || charge.kind !== 'charge') return 'unknown';
    if (charge.status !== 'PENDING') return 'over';
    const atMillis = clock.nowMillis();
    settle(tx, charge, { outcome, atMillis, switches: context.switches() });
    rememberReached(tx, atMillis);
    return 'answered';
  });
  await scheduler.wake();
  return answer;
}

/** Shows the prompts, newest first; those that would approve themselves now wait for the person who has seen them. */
export async function pickUpPhone(
  context: Context,
  partyId: string | undefined,
  limit: number,
): Promise<Transaction[]> {
  const prompts = listPrompts(context.books, partyId, limit);
  const seenFirst = prompts.filter((prompt) => prompt.waitsForPerson && prompt.dueOutcome === 'SUCCESSFUL');
  if (seenFirst.length > 0) {
    await context.books.write((tx) => {
      for (const prompt of seenFirst) leaveToPerson(tx, prompt.referenceId);
    });
    await context.scheduler.wake();
  }
  return prompts;
}
