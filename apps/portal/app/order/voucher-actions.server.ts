import { bookOrder, payWithVoucher, takeVoucherOff } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import type { OrderOutcome } from './order-actions.server.ts';
import { voucherCodeId } from './voucher-code.ts';

/** The order's page shows what became of these. */
const seenOnPage: readonly string[] = ['HOLD_EXPIRED', 'ORDER_NOT_HELD'];

/** A voucher by the code that was typed, or one of the passenger's own. */
export async function payByVoucher(visit: Visit, orderId: string, form: FormData): Promise<OrderOutcome> {
  const voucherId = keyIn(form, 'voucherId');
  const code = textIn(form, 'code');
  if (voucherId === undefined && code.length < 16) return refusedCode(code, 'voucher.error.short');
  const answer = await visit.api(payWithVoucher, {
    params: { orderId },
    body: voucherId === undefined ? { code: code.slice(0, 40) } : { voucherId },
  });
  if (answer.ok || seenOnPage.includes(answer.code)) return { kind: 'done', to: `/orders/${orderId}` };
  const message = messageOfRefusal(answer.code);
  return voucherId === undefined && answer.code.startsWith('VOUCHER_')
    ? refusedCode(code, message)
    : { kind: 'refused', errors: {}, values: { [voucherCodeId]: code }, problem: message };
}

export async function dropVoucher(visit: Visit, orderId: string, form: FormData): Promise<OrderOutcome> {
  const voucherId = keyIn(form, 'voucherId') ?? '';
  return outcomeOf(orderId, await visit.api(takeVoucherOff, { params: { orderId, voucherId } }));
}

/** Nothing is left to pay; pressed twice it is one booking. */
export async function book(visit: Visit, orderId: string): Promise<OrderOutcome> {
  return outcomeOf(orderId, await visit.api(bookOrder, { params: { orderId }, body: {} }));
}

function outcomeOf(
  orderId: string,
  answer: { readonly ok: true } | { readonly ok: false; readonly code: string },
): OrderOutcome {
  if (answer.ok || seenOnPage.includes(answer.code)) return { kind: 'done', to: `/orders/${orderId}` };
  return { kind: 'refused', errors: {}, values: {}, problem: messageOfRefusal(answer.code) };
}

function refusedCode(code: string, message: MessageKey): OrderOutcome {
  return { kind: 'refused', errors: { [voucherCodeId]: message }, values: { [voucherCodeId]: code } };
}
