import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and a server, and is the network that fails. */
export type TcpProxy = {
  readonly port: number;
  /** Ends all connections at once, as a switch that loses power; new ones are taken. */
  cut(): void;
  /** Ends all connections and refuses new ones until `mend`. */
  cutOff(): void;
  /** Lets nothing through and ends nothing, as a machine that lost its network, until `mend`. */
  stall(): void;
  /** Whatever comes from the server waits so long. */
  delay(milliseconds: number): void;
  /** Tells clients that the server says no more; what they send still arrives. */
  halfClose(): void;
  mend(): void;
  close(): Promise<void>;
};

type Pair = { readonly client: Socket; readonly server: Socket };

/** Leads to a port of this machine, or to a socket by its path. */
export async function openTcpProxy(target: number | string): Promise<TcpProxy> {
  const place = typeof target === 'string' ? { path: target } : { port: target, host: '127.0.0.1' };
  const pairs = new Set<Pair>();
  const state = { isCutOff: false, isStalled: false, delayMilliseconds: 0 };
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    if (state.isCutOff) {
      client.destroy();
      return;
    }
    const server = connect({ ...place, allowHalfOpen: true });
    const pair = { client, server };
    pairs.add(pair);
    carry(client, server, () => 0);
    carry(server, client, () => state.delayMilliseconds);
    endTogether(pair, () => pairs.delete(pair));
    if (state.isStalled) pauseBoth(pair);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const cut = (): void => {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      // What has no TCP knows no reset.
      if (typeof target === 'string') server.destroy();
      else server.resetAndDestroy();
    }
  };
  return {
    port: portOf(listener),
    cut,
    cutOff: () => {
      state.isCutOff = true;
      cut();
    },
    stall: () => {
      state.isStalled = true;
      for (const pair of pairs) pauseBoth(pair);
    },
    delay: (milliseconds) => {
      state.delayMilliseconds = milliseconds;
    },
    halfClose: () => {
      for (const { client } of pairs) client.end();
    },
    mend: () => {
      Object.assign(state, { isCutOff: false, isStalled: false, delayMilliseconds: 0 });
      for (const { client, server } of pairs) {
        client.resume();
        server.resume();
      }
    },
    close: async () => {
      const closed = once(listener, 'close');
      listener.close();
      cut();
      await closed;
    },
  };
}

function endTogether({ client, server }: Pair, ended: () => void): void {
  for (const socket of [client, server])
    socket
      .on('error', () => undefined)
      .on('close', () => {
        ended();
        client.destroy();
        server.destroy();
      });
}

function carry(from: Socket, to: Socket, delay: () => number): void {
  from.on('data', (chunk) => {
    const delayMilliseconds = delay();
    if (delayMilliseconds === 0) to.write(chunk);
    else setTimeout(() => to.writable && to.write(chunk), delayMilliseconds);
  });
  from.on('end', () => to.end());
}

function pauseBoth({ client, server }: Pair): void {
  client.pause();
  server.pause();
}

function portOf(listener: Server): number {
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
