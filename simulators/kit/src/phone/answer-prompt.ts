import { rememberReached } from '../books/clock-queries.ts';
import { settle } from '../books/settle.ts';
import { findTransaction, leaveToPerson, listPrompts, successful, type Transaction } from '../books/transactions.ts';
import type { Context } from '../context.ts';

/** `over`: somebody or the clock was faster, and what they decided stands. */
export type PromptAnswer = 'answered' | 'over' | 'unknown';

/** The person approves the prompt of a charge, or refuses it in the company's word. */
export async function answerPrompt(context: Context, referenceId: string, outcome: string): Promise<PromptAnswer> {
  const { books, clock, company, scheduler } = context;
  const answer = await books.write((tx): PromptAnswer => {
    const charge = findTransaction(tx, referenceId);
    if (charge === undefined || charge.kind !== 'charge') return 'unknown';
    if (charge.status !== 'PENDING') return 'over';
    const atMillis = clock.nowMillis();
    settle(tx, charge, { company, outcome, atMillis, switches: context.switches() });
    rememberReached(tx, atMillis);
    return 'answered';
  });
  await scheduler.wake();
  return answer;
}

/** Shows the prompts, newest first; those that would approve themselves now wait for the person who has seen them. */
export async function pickUpPhone(context: Context, party: string | undefined, limit: number): Promise<Transaction[]> {
  const { books, company, scheduler } = context;
  const prompts = listPrompts(books, party, limit);
  const seenFirst = prompts.filter((prompt) => prompt.waitsForPerson && prompt.dueOutcome === successful);
  if (seenFirst.length > 0) {
    await books.write((tx) => {
      for (const prompt of seenFirst) leaveToPerson(tx, prompt.referenceId, company.words.expired);
    });
    await scheduler.wake();
  }
  return prompts;
}
