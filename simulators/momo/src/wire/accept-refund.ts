import { bookTransaction, choosePlan, findTransaction, type Plan, type Transaction } from '@safiri/simulator-kit';
import { sandboxRefunds } from '../behaviour/sandbox-values.ts';
import { ordinaryPlans } from '../behaviour/words.ts';
import { merchantWallet, payerWallet } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import { refuseAsPlanned, type AcceptRequest } from './accept-charge.ts';
import { refusal } from './refusals.ts';
import { partyOf } from './status-view.ts';

/** Whom the sandbox's refunds without a charge name as payee. They fail or stay pending, so nobody ever gets their money. */
const sandboxPayee = { partyIdType: 'MSISDN', partyId: '46733123450' };

/**
 * Writes the refund; the books hold it when this resolves. Answers the plan, which says how the caller shall be told.
 * A refund of more than is left of its charge, or of a charge that has not succeeded, is accepted and then fails with
 * NOT_ALLOWED: what MTN does there is not published, and a final state is what a caller has to be able to handle.
 */
export async function acceptRefund(context: Context, request: AcceptRequest & { chargeId: string }): Promise<Plan> {
  const { settings } = context;
  const { currency } = request.amount;
  const sandboxPlan = sandboxRefunds.get(request.chargeId);
  const charge = sandboxPlan === undefined ? getCharge(context, request) : undefined;
  const plan =
    charge === undefined
      ? { ...ordinaryPlans.refund, ...sandboxPlan }
      : await choosePlan(context, 'refund', charge.party);
  refuseAsPlanned(plan);
  const payee = charge === undefined ? sandboxPayee : partyOf(charge);
  const booking = {
    ...request,
    plan,
    kind: 'refund',
    party: payee.partyId,
    from: merchantWallet(settings, 'disbursement', currency),
    to: payerWallet(settings, payee, currency),
    details: { ...request.details, partyIdType: payee.partyIdType },
    chargeId: charge?.referenceId,
  } as const;
  await context.books.write((tx) => {
    if (!bookTransaction(tx, context, booking)) throw refusal('RESOURCE_ALREADY_EXIST');
  });
  return plan;
}

function getCharge(context: Context, request: AcceptRequest & { chargeId: string }): Transaction {
  const charge = findTransaction(context.books, request.chargeId);
  if (charge === undefined || charge.kind !== 'charge' || charge.caller !== request.caller)
    throw refusal('RESOURCE_NOT_FOUND');
  if (charge.currency !== request.amount.currency) throw refusal('INVALID_CURRENCY');
  return charge;
}
