import type { Money } from '@safiri/kernel';
import { choosePlan, decisionOf } from '../behaviour/choose-plan.ts';
import type { Plan } from '../behaviour/plans.ts';
import { merchantAccounts, openAccount, payerAccount } from '../books/accounts.ts';
import { rememberReached } from '../books/clock-queries.ts';
import { insertTransaction, type Party } from '../books/transactions.ts';
import type { Context } from '../context.ts';
import { fromMajor } from '../money.ts';
import { refusal, refusalCodes } from './refusals.ts';

export type AcceptRequest = {
  referenceId: string;
  apiUser: string;
  externalId: string;
  amountText: string;
  amount: Money;
  payerMessage: string;
  payeeNote: string;
  callbackUrl: string | undefined;
};

/**
 * Writes the charge and asks the payer; the books hold it when this resolves. Answers the plan, which says how the caller
 * shall be told. Refuses a reference id that was used before, and what a fault or the number refuses.
 */
export async function acceptCharge(context: Context, request: AcceptRequest & { party: Party }): Promise<Plan> {
  const { books, clock, settings } = context;
  const { amount, party, ...rest } = request;
  // A transaction of its own: a fault that was counted stays counted when the request is then refused.
  const plan = await books.write((tx) => choosePlan(tx, 'charge', party.partyId));
  refuseAsPlanned(plan);
  const switches = context.switches();
  const nowMillis = clock.nowMillis();
  const decision = decisionOf(plan, switches, nowMillis);
  await books.write((tx) => {
    openAccount(tx, { owner: merchantAccounts.collection, currency: amount.currency, openedMinor: 0 });
    openAccount(tx, {
      owner: payerAccount(party),
      currency: amount.currency,
      openedMinor: fromMajor(settings.walletBalance, amount.currency),
    });
    const inserted = insertTransaction(tx, {
      ...rest,
      ...amount,
      party,
      kind: 'charge',
      callbackManner: plan.callback,
      chargeId: undefined,
      reservedMinor: 0,
      waitsForPerson: plan.answer === 'person',
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

/** Refuses the request when its plan says so, before anything is written. */
export function refuseAsPlanned(plan: Plan): void {
  const code = refusalCodes.find((candidate) => candidate === plan.post);
  if (code !== undefined) throw refusal(code);
}
