import type { FastifyInstance } from 'fastify';
import { clearFault, clearFaults, listFaults, setFault } from '../behaviour/fault-queries.ts';
import { planPatchSchema, type Operation, type Plan } from '../behaviour/plans.ts';
import { changeSwitches, resetSwitches } from '../behaviour/switch-queries.ts';
import { switchesPatchSchema, type Switches } from '../behaviour/switches.ts';
import type { Context } from '../context.ts';

type FaultParams = { operation: Operation; party: string };
const faultParamsSchema = {
  type: 'object',
  properties: { operation: { enum: ['charge', 'refund'] }, party: { type: 'string', minLength: 1, maxLength: 254 } },
};
const faultSchema = {
  ...planPatchSchema,
  properties: { ...planPatchSchema.properties, times: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
};

/** Faults per number or for `everyone`, and the switches for all. Both stand in the books and outlive a restart. */
export function registerFaultRoutes(app: FastifyInstance, context: Context): void {
  const { books } = context;

  app.get('/control/faults', async () => ({ faults: listFaults(books) }));

  app.put<{ Params: FaultParams; Body: Partial<Plan> & { times?: number } }>(
    '/control/faults/:operation/:party',
    { schema: { params: faultParamsSchema, body: faultSchema } },
    async (request, reply) => {
      const { times, ...plan } = request.body;
      const fault = { ...request.params, plan, ...(times === undefined ? {} : { timesLeft: times }) };
      if (!(await books.write((tx) => setFault(tx, fault)))) {
        return reply.code(409).send({ code: 'TOO_MANY_FAULTS', message: 'Take some faults away first.' });
      }
      return { faults: listFaults(books) };
    },
  );

  app.delete<{ Params: FaultParams }>(
    '/control/faults/:operation/:party',
    { schema: { params: faultParamsSchema } },
    async (request) => {
      await books.write((tx) => clearFault(tx, request.params.operation, request.params.party));
      return { faults: listFaults(books) };
    },
  );

  app.delete('/control/faults', async () => {
    await books.write((tx) => clearFaults(tx));
    return { faults: listFaults(books) };
  });

  app.get('/control/switches', async () => context.switches());

  app.patch<{ Body: Partial<Switches> }>(
    '/control/switches',
    { schema: { body: switchesPatchSchema } },
    async (request) => {
      await books.write((tx) => changeSwitches(tx, request.body));
      return context.switches();
    },
  );

  app.delete('/control/switches', async () => {
    await books.write((tx) => resetSwitches(tx));
    return context.switches();
  });
}
