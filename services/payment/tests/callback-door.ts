import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

type Passed = {
  readonly method: 'PUT' | 'POST';
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly payload: string;
};

/** The address that payment companies call: known before the service listens, and led to it then. */
export type CallbackDoor = {
  readonly address: string;
  readonly heard: readonly { readonly method: string; readonly path: string; readonly status: number }[];
  /** Who answers from now on, with the status for the company. */
  lead(to: (request: Passed) => Promise<number>): void;
  close(): void;
};

export async function openCallbackDoor(): Promise<CallbackDoor> {
  const heard: { method: string; path: string; status: number }[] = [];
  let answer = async (_request: Passed): Promise<number> => 503;
  const server = createServer((request, response) => {
    void read(request).then(async (passed) => {
      const status = await answer(passed);
      heard.push({ method: passed.method, path: passed.url, status });
      response.writeHead(status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  return {
    // By name: MTN takes no address of numbers.
    address: `http://localhost:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    heard,
    lead: (to) => {
      answer = to;
    },
    close: () => void server.close(),
  };
}

async function read(request: IncomingMessage): Promise<Passed> {
  let payload = '';
  for await (const chunk of request.setEncoding('utf8')) payload += chunk;
  return {
    method: request.method === 'POST' ? 'POST' : 'PUT',
    url: request.url ?? '/',
    headers: request.headers,
    payload,
  };
}
