import type { FastifyInstance } from 'fastify';
import { createAnswering } from '@safiri/simulator-kit';
import { sandboxRefunds } from '../behaviour/sandbox-values.ts';
import type { Context } from '../context.ts';
import { acceptRefund } from './accept-refund.ts';
import { authorise } from './authorise.ts';
import { readAcceptRequest, registerBalance, registerStatus } from './product-routes.ts';
import { malformed } from './refusals.ts';
import { taken } from './taken.ts';
import { refundBodySchema, type RefundBody } from './requests.ts';
import { parseUuid4 } from './uuid.ts';

/** The Disbursement product: giving money back. */
export function registerDisbursement(app: FastifyInstance, context: Context): void {
  authorise(app, context, 'disbursement');
  const answer = createAnswering(app, context);

  app.post<{ Body: RefundBody }>(
    '/disbursement/v1_0/refund',
    { schema: { body: refundBodySchema } },
    async (request, reply) => {
      const { referenceIdToRefund } = request.body;
      const chargeId = sandboxRefunds.has(referenceIdToRefund) ? referenceIdToRefund : parseUuid4(referenceIdToRefund);
      if (chargeId === undefined) throw malformed('referenceIdToRefund must be the reference id of a request to pay');
      const accepting = readAcceptRequest(request, request.body, context);
      const plan = await acceptRefund(context, { ...accepting, chargeId });
      return answer(reply, taken(reply, { plan, referenceId: accepting.referenceId }));
    },
  );

  registerStatus(app, context, { path: '/disbursement/v1_0/refund/:referenceId', kind: 'refund' });
  registerBalance(app, context, 'disbursement');
}
