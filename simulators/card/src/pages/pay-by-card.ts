import { choosePlan, decisionOf, rememberReached, settle } from '@safiri/simulator-kit';
import { bankCodes, wrongCodesAllowed } from '../behaviour/bank-codes.ts';
import { partyOf, type TestCard } from '../behaviour/test-cards.ts';
import {
  cardWallet,
  countWrongCode,
  findPayment,
  noteChallenge,
  process,
  useCard,
  type Payment,
} from '../books/payments.ts';
import type { Context } from '../context.ts';

/** Where the payer goes on: to their bank's page, back to the shop, or once more to the code. */
export type Step = 'bank' | 'shop' | 'code-again' | 'over';

/** A card was typed. Its bank asks for a code, breaks, or the payment is authorised at once. */
export async function payByCard(
  context: Context,
  paymentId: string,
  { card, expires }: { readonly card: TestCard; readonly expires: string },
): Promise<Step> {
  const party = partyOf(card);
  const isTaken = await context.books.write((tx) => {
    const payment = findOpen(tx, paymentId, 'card');
    if (payment === undefined) return false;
    const typed = { party, brand: card.brand, last4: card.number.slice(-4), expires };
    const wallet = cardWallet(context.settings, party, payment.charge.currency);
    useCard(tx, payment, { card: typed, wallet, isAsked: card.challenge === 'asks' });
    return true;
  });
  if (!isTaken) return 'over';
  if (card.challenge === 'asks') return 'bank';
  if (card.challenge === 'breaks') return await fail(context, paymentId, 'U');
  return await authorisePayment(context, { paymentId, party, isLate: false });
}

/** A code was typed on the bank's page. */
export async function answerBank(context: Context, paymentId: string, code: string): Promise<Step> {
  const payment = findOpen(context.books, paymentId, 'challenge');
  if (payment === undefined) return 'over';
  const { party } = payment.charge;
  const known = bankCodes.get(code);
  if (known === undefined) {
    if (payment.wrongCodes >= wrongCodesAllowed) return await fail(context, paymentId, 'N');
    await context.books.write((tx) => countWrongCode(tx, paymentId));
    return 'code-again';
  }
  const { answer } = known;
  const goesOn = answer === 'U' && context.switches().choices['unavailableBank'] === 'goes-on';
  if (answer !== 'Y' && answer !== 'slow' && !goesOn) return await fail(context, paymentId, answer);
  await context.books.write((tx) => noteChallenge(tx, paymentId, answer === 'U' ? 'U' : 'Y'));
  return await authorisePayment(context, { paymentId, party, isLate: answer === 'slow' });
}

/** The payer goes back without paying: the payment can still be paid by another card until its time is over. */
export function findOpen(
  reader: Parameters<typeof findPayment>[0],
  paymentId: string,
  stage: Payment['stage'],
): Payment | undefined {
  const payment = findPayment(reader, paymentId);
  return payment?.charge.status === 'PENDING' && payment.stage === stage ? payment : undefined;
}

async function authorisePayment(
  context: Context,
  { paymentId, party, isLate }: { paymentId: string; party: string; isLate: boolean },
): Promise<Step> {
  const { books, clock, company, scheduler } = context;
  const chosen = await choosePlan(context, 'charge', party);
  const plan = isLate ? { ...chosen, after: 'lateAnswerSeconds' } : chosen;
  const switches = context.switches();
  const nowMillis = clock.nowMillis();
  const isTaken = await books.write((tx) => {
    const payment = findPayment(tx, paymentId);
    if (payment?.charge.status !== 'PENDING' || payment.stage === 'processing') return false;
    process(tx, paymentId, { callback: plan.callback, decision: decisionOf(plan, { company, switches, nowMillis }) });
    rememberReached(tx, nowMillis);
    return true;
  });
  await scheduler.wake();
  return isTaken ? 'shop' : 'over';
}

async function fail(context: Context, paymentId: string, transStatus: 'N' | 'U' | 'R'): Promise<Step> {
  const { books, clock, company, scheduler } = context;
  const switches = context.switches();
  const isTaken = await books.write((tx) => {
    const payment = findPayment(tx, paymentId);
    if (payment?.charge.status !== 'PENDING' || payment.stage === 'processing') return false;
    noteChallenge(tx, paymentId, transStatus);
    const outcome = transStatus === 'U' ? 'processing_error' : company.words.refused;
    settle(tx, payment.charge, { company, outcome, atMillis: clock.nowMillis(), switches });
    return true;
  });
  await scheduler.wake();
  return isTaken ? 'shop' : 'over';
}
