import { choosePlan, decisionOf, type Decision } from '../behaviour/choose-plan.ts';
import { ordinaryPlans, type Plan } from '../behaviour/plans.ts';
import { sandboxRefunds } from '../behaviour/sandbox-values.ts';
import { merchantAccounts, openAccount } from '../books/accounts.ts';
import { rememberReached } from '../books/clock-queries.ts';
import { findTransaction, insertTransaction, reserveRefund, type Transaction } from '../books/transactions.ts';
import type { Context } from '../context.ts';
import { fromMajor } from '../money.ts';
import { refuseAsPlanned, type AcceptRequest } from './accept-charge.ts';
import { refusal } from './refusals.ts';

/** Whom the sandbox's refunds without a charge name as payee. They fail or stay pending, so nobody ever gets their money. */
const sandboxPayee = { partyIdType: 'MSISDN', partyId: '46733123450' };

/**
 * Writes the refund; the books hold it when this resolves. Answers the plan, which says how the caller shall be told.
 * A refund of more than is left of its charge, or of a charge that has not succeeded, is accepted and then fails with
 * NOT_ALLOWED: what MTN does there is not published, and a final state is what a caller has to be able to handle.
 */
export async function acceptRefund(context: Context, request: AcceptRequest & { chargeId: string }): Promise<Plan> {
  const { books, clock, settings } = context;
  const { amount, chargeId, ...rest } = request;
  const sandboxPlan = sandboxRefunds.get(chargeId);
  const charge = sandboxPlan === undefined ? getCharge(context, request) : undefined;
  const plan =
    charge === undefined
      ? { ...ordinaryPlans.refund, ...sandboxPlan }
      : await books.write((tx) => choosePlan(tx, 'refund', charge.party.partyId));
  refuseAsPlanned(plan);
  const switches = context.switches();
  const nowMillis = clock.nowMillis();
  await books.write((tx) => {
    openAccount(tx, {
      owner: merchantAccounts.disbursement,
      currency: amount.currency,
      openedMinor: fromMajor(settings.floatBalance, amount.currency),
    });
    const covered = charge !== undefined && reserveRefund(tx, charge.referenceId, amount.amountMinor);
    const notAllowed: Decision = { atMillis: nowMillis, outcome: 'NOT_ALLOWED' };
    const decision = covered || charge === undefined ? decisionOf(plan, switches, nowMillis) : notAllowed;
    const inserted = insertTransaction(tx, {
      ...rest,
      ...amount,
      kind: 'refund',
      party: charge?.party ?? sandboxPayee,
      callbackManner: plan.callback,
      chargeId: charge?.referenceId,
      reservedMinor: covered ? amount.amountMinor : 0,
      waitsForPerson: false,
      createdMillis: nowMillis,
      expiresMillis: nowMillis + switches.promptLifetimeSeconds * 1000,
      dueMillis: decision?.atMillis,
      dueOutcome: decision?.outcome,
    });
    if (!inserted) throw refusal('RESOURCE_ALREADY_EXIST');
    rememberReached(tx, nowMillis);
  });
  return plan;
}

function getCharge(context: Context, request: AcceptRequest & { chargeId: string }): Transaction {
  const charge = findTransaction(context.books, request.chargeId);
  if (charge === undefined || charge.kind !== 'charge' || charge.apiUser !== request.apiUser)
    throw refusal('RESOURCE_NOT_FOUND');
  if (charge.currency !== request.amount.currency) throw refusal('INVALID_CURRENCY');
  return charge;
}
