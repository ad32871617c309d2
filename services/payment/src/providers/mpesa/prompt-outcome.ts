import type { Clock } from '@safiri/kernel';
import type { MoneyMoved, MoneyState, Payment } from '../payment-provider.ts';
import type { CallDaraja } from './call-daraja.ts';
import type { MpesaSettings } from './mpesa-settings.ts';
import type { PulledPayment, PullPayments } from './pulled-payments.ts';
import { readPrompt, type PromptState } from './read-answers.ts';
import { promptQueryBody } from './request-bodies.ts';
import { paid } from './result-codes.ts';

type Deps = {
  readonly settings: MpesaSettings;
  readonly call: CallDaraja;
  readonly pull: PullPayments;
  readonly clock: Clock;
};

/**
 * How long a prompt whose name nobody told us may still be answered, or what it moved be missing in what M-Pesa shows. The
 * prompt is gone after a minute, and a request that hangs before it after two; ten leave room for a slow network of theirs.
 */
const lostAfterSeconds = 600;

/**
 * What became of a payment. A prompt is asked for by its name, which the answer to the push told, or else a callback on the
 * address that was made for this payment. Where neither came, the push may have been taken all the same, and M-Pesa would take
 * it again as another prompt: so nothing is sent until that first one is surely over and what was paid has been looked through.
 * Where that cannot be looked through it stays unknown, and only a statement can tell.
 */
export async function promptOutcome(payment: Payment, deps: Deps): Promise<MoneyState> {
  const names = [...new Set([payment.handle, payment.told?.['checkout'] ?? null])].filter((name) => name !== null);
  if (names.length === 0) return await lostOutcome(payment, deps);
  const states = await Promise.all(names.map(async (name) => ({ name, state: await askPrompt(name, deps) })));
  const won = states.find(({ state }) => state.kind === 'paid');
  if (won !== undefined) return await moved(payment, won.name, deps);
  const open = states.find(({ state }) => state.kind === 'pending' || state.kind === 'unknown') ?? states[0];
  if (open === undefined || open.state.kind === 'paid') return { kind: 'unknown', detail: 'no state' };
  if (open.state.kind !== 'failed' || payment.told?.['code'] !== paid) return open.state;
  // Queries were met that call a paid prompt failed. Then what M-Pesa shows as paid decides.
  const shown = await lostOutcome(payment, deps);
  return shown.kind === 'not-found' ? open.state : shown;
}

async function askPrompt(name: string, { settings, call, clock }: Deps): Promise<PromptState> {
  return readPrompt(await call('/mpesa/stkpushquery/v1/query', promptQueryBody(name, { settings, now: clock.now() })));
}

/**
 * A prompt moves its own amount or nothing, so the query needs not tell it. The receipt comes from the callback of this very
 * prompt when it names our amount, else from what M-Pesa shows as paid; the prompt's name stands in for it where neither does.
 */
async function moved(payment: Payment, name: string, deps: Deps): Promise<MoneyMoved> {
  const { told, amount, orderReference } = payment;
  const receipt =
    told?.['checkout'] === name && told['amountMinor'] === String(amount.amountMinor) ? told['receipt'] : undefined;
  const transactionId = receipt ?? (await findPaid(payment, deps))?.transactionId ?? name;
  return { kind: 'succeeded', transactionId, amount, orderReference };
}

/** The one payment of our amount that came for the order. */
async function findPaid(payment: Payment, { pull }: Deps): Promise<MoneyMoved | undefined> {
  const rows = (await pull(payment))?.filter(({ amount }) => amount?.amountMinor === payment.amount.amountMinor);
  const row = rows?.length === 1 ? rows[0] : undefined;
  return row === undefined ? undefined : paidBy(row, payment);
}

async function lostOutcome(payment: Payment, { pull, clock }: Deps): Promise<MoneyState> {
  const rows = await pull(payment);
  const ours = rows?.find(({ amount }) => amount?.amountMinor === payment.amount.amountMinor);
  if (ours !== undefined) return paidBy(ours, payment);
  if (rows !== undefined && rows.length > 0) return { kind: 'unknown', detail: 'another amount came for the order' };
  const waitedSeconds = (clock.now().getTime() - payment.sentAt.getTime()) / 1000;
  if (waitedSeconds < lostAfterSeconds) return { kind: 'unknown', detail: 'its prompt may still be answered' };
  return rows === undefined
    ? { kind: 'unknown', detail: 'no name of its prompt was heard; a statement has to tell' }
    : { kind: 'not-found' };
}

function paidBy({ receipt, amount }: PulledPayment, { orderReference }: Payment): MoneyMoved {
  return { kind: 'succeeded', transactionId: receipt, amount, orderReference };
}
