import type { FastifyInstance } from 'fastify';
import { clearFault, clearFaults, listFaults, setFault } from '../behaviour/fault-queries.ts';
import { planPatchSchema, type Plan } from '../behaviour/plans.ts';
import { changeSwitches, resetSwitches } from '../behaviour/switch-queries.ts';
import { switchesPatchSchema, type Switches } from '../behaviour/switches.ts';
import type { Context } from '../context.ts';
import { replaceTokenKey } from '../wire/access-tokens.ts';

type FaultParams = { operation: string; party: string };

/** Faults per person or for `everyone`, and the switches for all. Both stand in the books and outlive a restart. */
export function registerFaultRoutes(app: FastifyInstance, context: Context): void {
  const { books, company } = context;
  const params = {
    type: 'object',
    properties: {
      operation: { enum: Object.keys(company.ordinaryPlans) },
      party: { type: 'string', minLength: 1, maxLength: 254 },
    },
  };
  const planPatch = planPatchSchema(company);
  const times = { type: 'integer', minimum: 1, maximum: 1_000_000 };
  const body = { ...planPatch, properties: { ...planPatch.properties, times } };

  app.get('/control/faults', async () => ({ faults: listFaults(books) }));

  app.put<{ Params: FaultParams; Body: Partial<Plan> & { times?: number } }>(
    '/control/faults/:operation/:party',
    { schema: { params, body } },
    async (request, reply) => {
      const { times: timesLeft, ...plan } = request.body;
      const fault = { ...request.params, plan, ...(timesLeft === undefined ? {} : { timesLeft }) };
      if (!(await books.write((tx) => setFault(tx, fault)))) {
        return reply.code(409).send({ code: 'TOO_MANY_FAULTS', message: 'Take some faults away first.' });
      }
      return { faults: listFaults(books) };
    },
  );

  app.delete<{ Params: FaultParams }>('/control/faults/:operation/:party', { schema: { params } }, async (request) => {
    await books.write((tx) => clearFault(tx, request.params.operation, request.params.party));
    return { faults: listFaults(books) };
  });

  app.delete('/control/faults', async () => {
    await books.write((tx) => clearFaults(tx));
    return { faults: listFaults(books) };
  });

  /** Every token that was given out is worth nothing from now on. */
  app.delete('/control/tokens', async () => {
    await books.write(replaceTokenKey);
    return {};
  });

  registerSwitchRoutes(app, context);
}

function registerSwitchRoutes(app: FastifyInstance, context: Context): void {
  const { books, company } = context;
  const body = switchesPatchSchema(company.choices);

  app.get('/control/switches', async () => flat(context.switches()));

  app.patch<{ Body: Record<string, string | number> }>('/control/switches', { schema: { body } }, async (request) => {
    await books.write((tx) => changeSwitches(tx, request.body));
    return flat(context.switches());
  });

  app.delete('/control/switches', async () => {
    await books.write((tx) => resetSwitches(tx));
    return flat(context.switches());
  });
}

function flat({ choices, ...delays }: Switches): object {
  return { ...delays, ...choices };
}
