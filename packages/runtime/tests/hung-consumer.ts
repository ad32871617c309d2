/** A process that takes messages of the queue at the address it is given, makes their effect, and never says so. */
import { connect, connectEmbeddedBroker, createLog, on, receive } from '../src/index.ts';
import { eachAlone, somethingHappened, writeDown } from './delivery-bed.ts';

const [queueUrl = '', serviceUrl = ''] = process.argv.slice(2);
const db = connect({ connectionString: serviceUrl, schema: 'ticketing' });
const broker = await connectEmbeddedBroker({
  connectionString: queueUrl,
  subscriptions: new Map(),
  log: createLog({ level: 'silent', service: 'ticketing' }),
});
const effect = on(somethingHappened, async (tx, payload) => await writeDown(payload.n, tx));
await broker.consume(
  'ticketing',
  eachAlone(async (envelope) => {
    await receive(db, [effect], envelope);
    await new Promise<never>(() => undefined);
  }),
);
