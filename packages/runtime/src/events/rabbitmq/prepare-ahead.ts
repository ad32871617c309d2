import type { Connection, Publisher } from 'rabbitmq-client';
import type { ServiceName } from '@safiri/contracts/declaring';
import type { Log } from '../../log.ts';
import type { Names } from './names.ts';

type Parts = {
  readonly connection: Connection;
  /** Declares what there has to be before its first message on a connection. */
  readonly publisher: Publisher;
  readonly names: Names;
  /** The services of this process. */
  readonly own: readonly ServiceName[];
  readonly hearers: readonly ServiceName[];
  readonly log: Log;
};

/**
 * To declare all that is new takes a server seconds, for which no transaction should wait: it is done on each new connection
 * before anything is told. Then a process says that its services' queues are there, and looks whether those of all others
 * are: what is told before would go nowhere, so until then news waits in the outboxes.
 */
export function prepareAhead(parts: Parts): { isDone(): boolean } {
  const { connection, log } = parts;
  let connections = 0;
  let isDone = false;
  let running: Promise<void> | undefined;
  let saidMissing: string | undefined;
  const prepare = async (): Promise<void> => {
    const prepared = connections;
    await declareOwn(parts);
    const missing = await firstMissing(parts);
    isDone = missing === undefined && prepared === connections;
    if (missing !== undefined && missing !== saidMissing)
      log.warn({ missing }, 'news waits until this service has been started once');
    saidMissing = missing;
  };
  const start = (): void => {
    running ??= prepare()
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
      });
  };
  connection.on('connection', () => {
    connections += 1;
    isDone = false;
    start();
  });
  return {
    isDone: () => {
      if (!isDone) start();
      return isDone;
    },
  };
}

async function declareOwn({ connection, publisher, names, own }: Parts): Promise<void> {
  // Nobody hears this message: it has the publisher declare everything.
  await publisher.send({ exchange: names.exchange, routingKey: 'connected' }, '');
  const channel = await connection.acquire();
  try {
    for (const service of own)
      await channel.exchangeDeclare({ exchange: names.hears(service), type: 'fanout', durable: true });
  } finally {
    await channel.close();
  }
}

/** The server closes a channel on which something absent is asked for. */
async function firstMissing({ connection, names, hearers }: Parts): Promise<ServiceName | undefined> {
  const channel = await connection.acquire();
  try {
    for (const service of hearers) {
      const isThere = await channel.exchangeDeclare({ exchange: names.hears(service), passive: true }).then(
        () => true,
        () => false,
      );
      if (!isThere) return service;
    }
    return undefined;
  } finally {
    await channel.close().catch(() => undefined);
  }
}
