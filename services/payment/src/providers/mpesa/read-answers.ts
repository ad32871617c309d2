import type { MoneyState, RequestOutcome } from '../payment-provider.ts';
import { member, textOf, type HttpAnswer } from '../send-http.ts';
import { errorOf } from './call-daraja.ts';
import { paid, reasonOf, stillOpen } from './result-codes.ts';

/** Sentences of 500.001.1001 that turn a request down before it was taken; the code has other meanings too. */
const refusingSentences = /wrong credentials|merchant does not exist|unable to lock subscriber/i;
/** The gateway's own: too many requests, and nothing went further. */
const refusingCodes: readonly string[] = ['500.003.02', '500.003.03'];

/** What became of a request that M-Pesa names. Only what it surely did not take is refused; everything in doubt is unknown. */
export function readTaken(answer: HttpAnswer, handleName: string): RequestOutcome {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  const handle = textOf(member(body, handleName));
  if (status === 200 && textOf(member(body, 'ResponseCode')) === '0')
    return handle === undefined ? { kind: 'accepted' } : { kind: 'accepted', handle };
  const { code, sentence } = errorOf(body);
  const detail = `HTTP ${status} ${code} ${sentence}`.trim();
  // A payment to a customer under a conversation that was taken before, and is ours.
  if (code === '500.002.1001') return { kind: 'accepted' };
  const refused =
    (status >= 400 && status < 500) ||
    refusingCodes.includes(code) ||
    (code === '500.001.1001' && refusingSentences.test(sentence));
  if (!refused) return { kind: 'unknown', detail };
  return { kind: 'refused', reason: /phonenumber/i.test(sentence) ? 'payer-not-found' : 'provider-error', detail };
}

/** What a query says of a prompt: its result, open, or nothing that counts. */
export type PromptState = { readonly kind: 'paid' } | Extract<MoneyState, { kind: 'pending' | 'failed' | 'unknown' }>;

export function readPrompt(answer: HttpAnswer): PromptState {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  if (status !== 200) {
    const { code, sentence } = errorOf(body);
    return /being processed/i.test(sentence)
      ? { kind: 'pending' }
      : { kind: 'unknown', detail: `HTTP ${status} ${code} ${sentence}`.trim() };
  }
  const code = textOf(member(body, 'ResultCode')) ?? 'no code';
  if (code === stillOpen) return { kind: 'pending' };
  if (code === paid) return { kind: 'paid' };
  const reason = reasonOf(code);
  return reason === undefined
    ? { kind: 'unknown', detail: `result ${code}` }
    : { kind: 'failed', reason, detail: code };
}
