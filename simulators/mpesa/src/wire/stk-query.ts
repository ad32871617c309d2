import type { FastifyInstance } from 'fastify';
import { choosePlan, findTransaction } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { invalid, refusal, refuseAsPlanned } from './errors.ts';
import { textField, type Body } from './fields.ts';
import { checkMerchant } from './merchant.ts';
import { codeOf, sentenceOf } from './result-codes.ts';

/** What became of a prompt. Codes are texts here, and neither receipt nor amount is told. */
export function registerStkQuery(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Body }>('/mpesa/stkpushquery/v1/query', async (request) => {
    const { body } = request;
    checkMerchant(body, context);
    const checkoutRequestId = textField(body, 'CheckoutRequestID', { from: 1, to: 64 });
    const found = findTransaction(context.books, checkoutRequestId);
    if (found === undefined || found.kind !== 'charge') throw invalid('CheckoutRequestID');
    refuseAsPlanned(await choosePlan(context, 'query', found.party));
    const pending = found.status === 'PENDING';
    if (pending && context.switches().choices['pendingShape'] === '500') throw refusal('STILL_PROCESSING');
    const code = pending ? '4999' : codeOf(found);
    return {
      ResponseCode: '0',
      ResponseDescription: 'The service request has been accepted successsfully',
      MerchantRequestID: found.details['merchantRequestId'],
      CheckoutRequestID: checkoutRequestId,
      ResultCode: code,
      ResultDesc: pending ? 'The transaction is still under processing' : sentenceOf(code),
    };
  });
}
