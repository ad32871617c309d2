import { parseMajor } from '@safiri/kernel';
import type { MoneyState, RequestOutcome } from '../payment-provider.ts';
import { codeOf, reasonOf, refusesBeforeTaking } from './failure-codes.ts';
import { member, textOf, type HttpAnswer } from '../send-http.ts';

/** What became of a POST. Only what MTN surely did not take is refused; everything in doubt is unknown. */
export function readOutcome(answer: HttpAnswer): RequestOutcome {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  const code = codeOf(body);
  // A duplicate reference: an earlier request was taken, and it is ours.
  if ((status >= 200 && status < 300) || status === 409) return { kind: 'accepted' };
  if (status === 400 || status === 401 || status === 403 || refusesBeforeTaking(code)) {
    return { kind: 'refused', reason: reasonOf(code), detail: `HTTP ${status} ${code}` };
  }
  return { kind: 'unknown', detail: `HTTP ${status} ${code}` };
}

/** What a status GET says. A 404 counts only from the MoMo layer itself: a gateway's knows nothing of payments. */
export function readState(answer: HttpAnswer, reference: string): MoneyState {
  if (!answer.answered) return { kind: 'unknown', detail: answer.why };
  const { status, body } = answer;
  if (status === 404 && codeOf(body) === 'RESOURCE_NOT_FOUND') return { kind: 'not-found' };
  if (status !== 200) return { kind: 'unknown', detail: `HTTP ${status} ${codeOf(body)}` };
  const said = textOf(member(body, 'status'))?.toUpperCase();
  if (said === 'PENDING') return { kind: 'pending' };
  if (said === 'FAILED') return { kind: 'failed', reason: reasonOf(codeOf(body)), detail: codeOf(body) };
  if (said !== 'SUCCESSFUL') return { kind: 'unknown', detail: `status ${said ?? 'missing'}` };
  return {
    kind: 'succeeded',
    // Our own reference, as unique as theirs, where they leave their id out.
    transactionId: textOf(member(body, 'financialTransactionId')) ?? reference,
    amount: parseMajor(textOf(member(body, 'amount')) ?? '', textOf(member(body, 'currency')) ?? ''),
    orderReference: textOf(member(body, 'externalId')),
  };
}
