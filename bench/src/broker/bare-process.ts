import { Connection, ConsumerStatus } from 'rabbitmq-client';
import { answerParent } from '../parent-and-child.ts';

export type BareRequest = { readonly brokerUrl: string; readonly messages: number; readonly bytes: number };
export type BareAnswer = {
  readonly seconds: number;
  /** How many came, each counted once. */
  readonly heard: number;
};

const queue = 'bench.bare';
/** As many as the house's relay has on their way, and as its consumer has in hand. */
const onTheirWay = 1_000;
const prefetched = 1_024;

/** The least that could be done: publish and wait for each confirmation, consume and acknowledge. No database. */
answerParent(async ({ brokerUrl, messages, bytes }: BareRequest): Promise<BareAnswer> => {
  const connection = new Connection(brokerUrl);
  const declared = { queue, durable: true, arguments: { 'x-queue-type': 'quorum' } } as const;
  const publisher = connection.createPublisher({ confirm: true, queues: [declared] });
  const heard = new Set<number>();
  const all = Promise.withResolvers<void>();
  const consumer = connection.createConsumer(
    { queue, queueOptions: declared, qos: { prefetchCount: prefetched } },
    async ({ body }) => {
      if (Buffer.isBuffer(body)) heard.add(body.readUInt32BE(0));
      if (heard.size === messages) all.resolve();
      return ConsumerStatus.ACK;
    },
  );
  // One that is taken up, so that no measured one waits for a connection.
  await publisher.send({ routingKey: queue, durable: true }, 'first');
  const startedAt = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < messages) {
      const body = Buffer.alloc(bytes, 'a');
      body.writeUInt32BE(next, 0);
      next += 1;
      await publisher.send({ routingKey: queue, durable: true, contentType: 'application/octet-stream' }, body);
    }
  };
  await Promise.all(Array.from({ length: onTheirWay }, lane));
  await all.promise;
  const seconds = (performance.now() - startedAt) / 1_000;
  await consumer.close();
  await publisher.close();
  await connection.close();
  return { seconds, heard: heard.size };
});
