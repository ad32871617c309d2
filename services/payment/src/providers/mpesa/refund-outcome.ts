import { parseMajor, type Clock } from '@safiri/kernel';
import type { MoneyState, Refund } from '../payment-provider.ts';
import type { CallDaraja } from './call-daraja.ts';
import type { MpesaSettings } from './mpesa-settings.ts';
import { readTaken } from './read-answers.ts';
import { statusBody, type CallbackUrlOf } from './request-bodies.ts';
import { alreadyReversed, reasonOf } from './result-codes.ts';

type Deps = {
  readonly settings: MpesaSettings;
  readonly call: CallDaraja;
  readonly clock: Clock;
  readonly callbackUrlOf: CallbackUrlOf;
};

/** Receipts are ten capital letters and digits; what stands in for one, the name of a prompt, is longer. */
const receipt = /^[A-Z0-9]{10}$/;
/** After so long nothing of a request is on its way any more. */
const onItsWaySeconds = 120;

/**
 * A payment is given back wholly by reversing it, which M-Pesa does once for its receipt; part of it, or all of it where no receipt
 * was told, by paying the customer, which M-Pesa does once for our reference. So each is safe to repeat.
 */
export function reverses({ amount, payment }: Refund): boolean {
  return amount.amountMinor === payment.amount.amountMinor && receipt.test(payment.transactionId);
}

/**
 * What became of a refund. M-Pesa tells results by callback alone, unsigned; so what a result says is asked about anew, by
 * the name of its conversation, and the answer to that, which is a callback too, is what counts.
 */
export async function refundOutcome(refund: Refund, deps: Deps): Promise<MoneyState> {
  const { sentAt, told, orderReference } = refund;
  if (sentAt === null) return { kind: 'not-found' };
  if (told?.['status'] === 'Completed') {
    const amount = parseMajor(told['statusAmount'] ?? '', 'KES');
    return { kind: 'succeeded', transactionId: told['statusReceipt'] ?? refund.reference, amount, orderReference };
  }
  if (told?.['status'] === 'Failed') return failed(refund, told['code'] ?? 'no code');
  const overAt = sentAt.getTime() + onItsWaySeconds * 1000;
  if (told?.['status'] === 'none' && Number(told['statusAt']) >= overAt) return { kind: 'not-found' };
  const conversation = told?.['conversation'] ?? refund.handle ?? (reverses(refund) ? undefined : refund.reference);
  if (conversation !== undefined) return await askStatus(refund, conversation, deps);
  // A reversal whose name nobody told us. Repeating it is safe, once it cannot cross with itself.
  return deps.clock.now().getTime() >= overAt
    ? { kind: 'not-found' }
    : { kind: 'unknown', detail: 'the reversal may still be on its way' };
}

/** The conversation is known and failed; its result said why, unless it was lost. */
function failed(refund: Refund, code: string): MoneyState {
  const { amount, payment, orderReference } = refund;
  if (code === alreadyReversed && reverses(refund))
    return { kind: 'succeeded', transactionId: `reversal of ${payment.transactionId}`, amount, orderReference };
  return { kind: 'failed', reason: reasonOf(code) ?? 'provider-error', detail: code };
}

async function askStatus(refund: Refund, conversation: string, deps: Deps): Promise<MoneyState> {
  const answer = await deps.call('/mpesa/transactionstatus/v1/query', statusBody(refund, conversation, deps));
  const asked = readTaken(answer, 'ConversationID');
  return asked.kind === 'accepted' ? { kind: 'pending' } : { kind: 'unknown', detail: asked.detail };
}
