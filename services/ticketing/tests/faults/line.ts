import { connect as connectSocket, createServer, type Socket } from 'node:net';

/** A network between a process and its database, on which the answer to a statement may get lost. */
export type Line = {
  /** The address of the database, as it is reached over this line. */
  readonly connectionString: string;
  /** Holds back all that the server says to the next statement of that name; resolves when it has said it to the end. */
  loseAnswerTo(statement: string): Promise<void>;
  close(): Promise<void>;
};

/** ReadyForQuery outside a transaction: whatever was committed is, and the server waits for the next statement. */
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

export async function openLine(to: string): Promise<Line> {
  const target = new URL(to);
  const host = decodeURIComponent(target.hostname);
  const open = new Set<Socket>();
  let losing: { readonly statement: string; readonly lost: () => void } | undefined;
  const server = createServer((client) => {
    const upstream = host.startsWith('/')
      ? connectSocket(`${host}/.s.PGSQL.${target.port}`)
      : connectSocket(Number(target.port), host);
    let lost: (() => void) | undefined;
    client.on('data', (data) => {
      if (losing !== undefined && data.includes(losing.statement)) {
        ({ lost } = losing);
        losing = undefined;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (lost === undefined) client.write(data);
      else if (data.subarray(-readyForQuery.length).equals(readyForQuery)) lost();
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          open.delete(socket);
          other.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    connectionString: url.href,
    loseAnswerTo: async (statement) => await new Promise((resolve) => (losing = { statement, lost: resolve })),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
