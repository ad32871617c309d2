import type { FastifyInstance, FastifyRequest } from 'fastify';
import { assert, money } from '@safiri/kernel';
import { amountText, findBalanceMinor, findTransaction, parseAmount, type Transaction } from '@safiri/simulator-kit';
import { merchantWallet, type Product } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import type { AcceptRequest } from './accept-charge.ts';
import { getCaller } from './authorise.ts';
import { callbackUrlOf, referenceIdOf } from './headers.ts';
import { malformed, refusal } from './refusals.ts';
import { parseNotes, type RefundBody } from './requests.ts';
import { statusView } from './status-view.ts';
import { parseUuid4 } from './uuid.ts';

/** What a charge and a refund have in common on the wire: first what is malformed, then what the business refuses. */
export function readAcceptRequest(
  request: FastifyRequest,
  body: Omit<RefundBody, 'referenceIdToRefund'>,
  context: Context,
): AcceptRequest {
  const caller = getCaller(request);
  const referenceId = referenceIdOf(request);
  const callbackUrl = callbackUrlOf(request, caller.callbackHost);
  if (!context.settings.currencies.includes(body.currency)) throw refusal('INVALID_CURRENCY');
  const amount = parseAmount(body.amount, body.currency);
  if (amount === undefined) throw malformed(`amount is a positive decimal text in the digits of ${body.currency}`);
  const notes = parseNotes(body);
  return {
    referenceId,
    caller: caller.id,
    externalId: body.externalId,
    amount,
    details: { ...notes, amountText: body.amount },
    callbackUrl,
  };
}

/** The status of what this caller asked for; 200 for failed ones too. */
export function registerStatus(
  app: FastifyInstance,
  context: Context,
  status: { path: string; kind: Transaction['kind'] },
): void {
  app.get<{ Params: { referenceId: string } }>(status.path, async (request) => {
    const referenceId = parseUuid4(request.params.referenceId);
    if (referenceId === undefined) throw malformed('the reference id must be a UUID of version 4');
    const found = findTransaction(context.books, referenceId);
    if (found === undefined || found.kind !== status.kind || found.caller !== getCaller(request).id)
      throw refusal('RESOURCE_NOT_FOUND');
    return statusView(found, context.switches());
  });
}

/** The merchant's balance, in the first accepted currency or in the one that is named. */
export function registerBalance(app: FastifyInstance, context: Context, product: Product): void {
  const { books, settings } = context;

  function balance(currency: string): { availableBalance: string; currency: string } {
    const { owner, openedMinor } = merchantWallet(settings, product, currency);
    const amountMinor = findBalanceMinor(books, owner, currency) ?? openedMinor;
    return { availableBalance: amountText(money(amountMinor, currency)), currency };
  }

  app.get(`/${product}/v1_0/account/balance`, async () => {
    const [currency] = settings.currencies;
    assert(currency !== undefined, 'the settings name a currency');
    return balance(currency);
  });
  app.get<{ Params: { currency: string } }>(`/${product}/v1_0/account/balance/:currency`, async (request) => {
    if (!settings.currencies.includes(request.params.currency)) throw refusal('INVALID_CURRENCY');
    return balance(request.params.currency);
  });
}
