import { once } from 'node:events';
import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { eventually } from './eventually.ts';

export type StreamReader = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** What has arrived so far. */
  readonly text: () => string;
  /** Waits until this has arrived. */
  readonly until: (part: string) => Promise<void>;
  /** All that arrived, once the server ended the stream. */
  readonly whole: () => Promise<string>;
  readonly leave: () => void;
};

/** Opens a stream on a connection of its own and keeps what comes. */
export async function openReader(
  app: FastifyInstance,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<StreamReader> {
  const request = get(`${app.listeningOrigin}${path}`, { agent: false, headers: { ...headers } });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response === undefined) throw new Error('No response');
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = Promise.withResolvers<undefined>();
  response.once('end', () => ended.resolve(undefined));
  response.on('error', () => undefined);
  return {
    status: response.statusCode,
    headers: response.headers,
    text: () => text,
    until: async (part) =>
      await eventually(async () => {
        if (!text.includes(part)) throw new Error(`${JSON.stringify(part)} is not in ${JSON.stringify(text)}`);
      }),
    whole: async () => {
      await ended.promise;
      return text;
    },
    leave: () => void request.destroy(),
  };
}
