import type { Money } from '@safiri/kernel';
import { bookTransaction, choosePlan, type Plan } from '@safiri/simulator-kit';
import { merchantWallet, payerWallet, type Party } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import { refusal, refusalCodes } from './refusals.ts';

export type AcceptRequest = {
  referenceId: string;
  caller: string;
  externalId: string;
  amount: Money;
  /** What the wire mirrors. */
  details: { amountText: string; payerMessage: string; payeeNote: string };
  callbackUrl: string | undefined;
};

/**
 * Writes the charge and asks the payer; the books hold it when this resolves. Answers the plan, which says how the caller
 * shall be told. Refuses a reference id that was used before, and what a fault or the number refuses.
 */
export async function acceptCharge(context: Context, request: AcceptRequest & { party: Party }): Promise<Plan> {
  const { settings } = context;
  const { party, ...rest } = request;
  const { currency } = rest.amount;
  const plan = await choosePlan(context, 'charge', party.partyId);
  refuseAsPlanned(plan);
  const booking = {
    ...rest,
    plan,
    kind: 'charge',
    party: party.partyId,
    from: payerWallet(settings, party, currency),
    to: merchantWallet(settings, 'collection', currency),
    details: { ...rest.details, partyIdType: party.partyIdType },
    chargeId: undefined,
  } as const;
  await context.books.write((tx) => {
    if (!bookTransaction(tx, context, booking)) throw refusal('RESOURCE_ALREADY_EXIST');
  });
  return plan;
}

/** Refuses the request when its plan says so, before anything is written. */
export function refuseAsPlanned(plan: Plan): void {
  const code = refusalCodes.find((candidate) => candidate === plan.post);
  if (code !== undefined) throw refusal(code);
}
