import type { FastifyInstance } from 'fastify';
import { createAnswering } from '@safiri/simulator-kit';
import { findScenario } from '../behaviour/scenarios.ts';
import type { Context } from '../context.ts';
import { acceptCharge } from './accept-charge.ts';
import { authorise } from './authorise.ts';
import { registerBalance, registerStatus, readAcceptRequest } from './product-routes.ts';
import { chargeBodySchema, parseParty, type ChargeBody } from './requests.ts';
import { malformed, refusal } from './refusals.ts';
import { taken } from './taken.ts';

/** The Collection product: asking payers for money. */
export function registerCollection(app: FastifyInstance, context: Context): void {
  authorise(app, context, 'collection');
  const answer = createAnswering(app, context);

  app.post<{ Body: ChargeBody }>(
    '/collection/v1_0/requesttopay',
    { schema: { body: chargeBodySchema } },
    async (request, reply) => {
      const party = parseParty(request.body.payer);
      const accepting = readAcceptRequest(request, request.body, context);
      const plan = await acceptCharge(context, { ...accepting, party });
      return answer(reply, taken(reply, { plan, referenceId: accepting.referenceId }));
    },
  );

  registerStatus(app, context, { path: '/collection/v1_0/requesttopay/:referenceId', kind: 'charge' });
  registerBalance(app, context, 'collection');

  app.get<{ Params: { msisdn: string } }>('/collection/v1_0/accountholder/msisdn/:msisdn/active', async (request) => {
    const { msisdn } = request.params;
    if (!/^\d{8,15}$/.test(msisdn)) throw malformed('an MSISDN is 8 to 15 digits with the country code and without +');
    if (findScenario(msisdn)?.plans['charge']?.answer === 'PAYER_NOT_FOUND') throw refusal('RESOURCE_NOT_FOUND');
    return { result: true };
  });
}
