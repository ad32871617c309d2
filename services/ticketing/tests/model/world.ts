import { layoutChanged, paymentSucceeded, type Envelope, type PayloadOf } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { receiveMany, type Service } from '@safiri/runtime';
import { createClient, type Client, type Testbed } from '@safiri/testkit';
import { createTicketing } from '../../src/index.ts';
import { sampleCompany } from '../../src/network/sample-network.ts';
import { openSale, saleConfig, type Sale } from '../open-sale.ts';
import { mostSeatsHeld } from './books.ts';
import { layouts } from './buses.ts';

type Served = Awaited<ReturnType<Testbed['serve']>>;

/** What all workers share: two processes on one database, the second of which holds seats for no time at all. */
export type World = {
  readonly sale: Sale;
  /** Clients of the one process and of the other, for whoever holds the token. */
  as(accessToken: string): Client;
  overAtOnce(accessToken: string): Client;
  readonly staff: Client;
  /** Tells of money, together with whoever else does so before the last of them was heard. */
  pay(payment: PayloadOf<typeof paymentSucceeded>): Promise<void>;
  sweep(): Promise<void>;
  close(): Promise<void>;
};

/** Longer than any run, so that holds are over when a test says so. */
const holdMinutes = 600;

export async function openWorld(): Promise<World> {
  const config = { holdMinutes, mostSeatsHeld, paymentWindowMinutes: holdMinutes };
  const sale = await openSale({ config });
  const { bed, service } = sale;
  for (const layout of Object.values(layouts))
    await bed.hear(service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
  const second = createTicketing({
    ...bed.deps,
    verifier: bed.tokens.verifier,
    config: { ...saleConfig, ...config, holdMinutes: 0 },
  });
  const served = await bed.serve(second);
  const staffToken = await bed.tokens.staff('supervisor', sampleCompany.companyId);
  return {
    sale,
    as: (accessToken) => createClient({ baseUrl, accessToken, fetch: fetchWithin(sale.served) }),
    overAtOnce: (accessToken) => createClient({ baseUrl, accessToken, fetch: fetchWithin(served) }),
    staff: createClient({ baseUrl, accessToken: staffToken, fetch: fetchWithin(sale.served) }),
    pay: gatherPayments(sale),
    // Both processes at once, as they would be.
    sweep: async () =>
      void (await Promise.all([service, second].map(async (each) => await runJob(each, 'expire-orders')))),
    close: async () => await bed.close(),
  };
}

const baseUrl = 'http://ticketing.test';

/** Requests that take every step of the server but the network, which takes half of the time of a test. */
function fetchWithin({ app }: Served): typeof fetch {
  return async (address, { method, headers, body } = {}) => {
    assert(typeof address === 'string', 'the client names an address');
    const answer = await app.inject({
      method: method === 'POST' || method === 'DELETE' ? method : 'GET',
      url: address.slice(baseUrl.length),
      headers: Object.fromEntries(new Headers(headers)),
      ...(typeof body === 'string' ? { payload: body } : {}),
    });
    return new Response(answer.statusCode === 204 ? null : answer.payload, { status: answer.statusCode });
  };
}

/** Until nothing is left to do. */
export async function runJob(service: Service, name: string): Promise<void> {
  const job = service.jobs.find((each) => each.name === name);
  if (job === undefined) throw new Error(`there is no job ${name}`);
  while (await job.run());
}

type Told = { readonly envelope: Envelope; readonly settle: (failure?: unknown) => void };

function gatherPayments({ bed, service }: Sale): World['pay'] {
  let told: Told[] = [];
  let hearing = false;
  const hear = async (): Promise<void> => {
    hearing = true;
    while (told.length > 0) {
      const batch = told;
      told = [];
      const envelopes = batch.map(({ envelope }) => envelope);
      const outcomes = await receiveMany({ ...service, log: bed.deps.log }, envelopes);
      for (const [index, { settle }] of batch.entries()) {
        const outcome = outcomes[index];
        settle(outcome?.status === 'rejected' ? outcome.reason : undefined);
      }
    }
    hearing = false;
  };
  return async (payload) =>
    await new Promise((resolve, reject) => {
      const occurredAt = bed.deps.clock.now().toISOString();
      const { type, source } = paymentSucceeded;
      told.push({
        envelope: { eventId: newId(), type, source, aggregateId: payload.attemptId, version: 1, occurredAt, payload },
        settle: (failure) => (failure === undefined ? resolve() : reject(failure)),
      });
      if (!hearing) void hear();
    });
}
