import { bookingConfirmed } from '@safiri/contracts';
import { connect, connectRabbitBroker, createLog, onMany, receiveMany, startRelay } from '@safiri/runtime';
import { answerParent } from '../parent-and-child.ts';

export type NewsRequest = { readonly brokerUrl: string; readonly databaseUrl: string };

/** Names of its own on the server, so that no service of the product hears of it. */
const product = 'bench';

const undo: (() => Promise<void>)[] = [];

/** Ticketing's relay and payment's inbox; whoever hears does nothing. */
answerParent(
  async ({ brokerUrl, databaseUrl: connectionString }: NewsRequest) => {
    const log = createLog({ level: 'error', service: 'bench' });
    const broker = connectRabbitBroker({
      url: brokerUrl,
      product,
      subscriptions: new Map([[bookingConfirmed.type, ['payment']]]),
      log,
    });
    const [telling, hearing] = [
      connect({ connectionString, schema: 'ticketing' }),
      connect({ connectionString, schema: 'payment' }),
    ];
    const consumers = [onMany(bookingConfirmed, async () => undefined)];
    await broker.consume('payment', async (envelopes) => await receiveMany({ db: hearing, consumers, log }, envelopes));
    const relay = startRelay({ db: telling, broker, log });
    undo.push(
      async () => await relay.stop(),
      async () => await broker.stop(),
      async () => await telling.close(),
      async () => await hearing.close(),
    );
    return 'open' as const;
  },
  async () => {
    for (const step of undo) await step();
  },
);
