import { once } from 'node:events';
import { connect } from 'node:net';
import { readAnswer, type HttpAnswer } from './read-answer.ts';

/**
 * One connection that stays open, asked one thing at a time. Made of a bare socket: the generator shares its cores with the
 * server, and a client library costs it more than the server's own handling of a request.
 */
export type HttpConnection = {
  /** Sends a whole request; rejects when the connection ends before the answer. */
  ask(request: string): Promise<HttpAnswer>;
  close(): void;
};

/** Connections read one after another, so one piece of memory serves them all; what stays for later is copied. */
const readingBuffer = Buffer.alloc(65_536);

export async function openHttpConnection(address: string): Promise<HttpConnection> {
  const { hostname, port } = new URL(address);
  let unread = Buffer.alloc(0);
  let waiting: PromiseWithResolvers<HttpAnswer> | undefined;
  const take = (bytes: Buffer): void => {
    const whole = unread.length === 0 ? bytes : Buffer.concat([unread, bytes]);
    const answer = readAnswer(whole);
    unread = answer === undefined ? Buffer.from(whole) : Buffer.alloc(0);
    if (answer !== undefined) waiting?.resolve(answer);
  };
  const socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: {
      buffer: readingBuffer,
      callback: (length) => {
        take(readingBuffer.subarray(0, length));
        return true;
      },
    },
  });
  await once(socket, 'connect');
  const fail = (error?: Error): void => waiting?.reject(error ?? new Error('the connection was closed'));
  socket.on('error', fail).on('close', () => fail());
  return {
    ask: async (request) => {
      waiting = Promise.withResolvers();
      if (socket.destroyed) fail();
      else socket.write(request, 'latin1');
      return await waiting.promise;
    },
    close: () => socket.destroy(),
  };
}
