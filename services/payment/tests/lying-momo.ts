import { once } from 'node:events';
import { createServer } from 'node:http';

/** An MTN that takes everything and answers what a test tells it: what the simulator, whose books are right, never says. */
export type LyingMomo = {
  readonly address: string;
  /** Answers of status queries, by reference; without one the request is pending. */
  readonly states: Map<string, { readonly status: number; readonly body: unknown }>;
  /** What a POST is answered with; 202 when undefined. */
  postAnswer: { readonly status: number; readonly body: unknown } | undefined;
  tokenAnswer: { readonly status: number; readonly body: unknown };
  readonly asked: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string;
  }[];
  close(): void;
};

export async function startLyingMomo(): Promise<LyingMomo> {
  const momo: Omit<LyingMomo, 'address' | 'close'> = {
    states: new Map(),
    asked: [],
    postAnswer: undefined,
    tokenAnswer: { status: 200, body: { access_token: 'token', token_type: 'access_token', expires_in: 3600 } },
  };
  const answerOf = (method: string, path: string): { status: number; body: unknown } => {
    if (path.endsWith('/token/')) return momo.tokenAnswer;
    if (method === 'POST') return momo.postAnswer ?? { status: 202, body: undefined };
    return momo.states.get(path.split('/').at(-1) ?? '') ?? { status: 200, body: { status: 'PENDING' } };
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const method = request.method ?? '';
      momo.asked.push({ method, path, headers: request.headers, body });
      const answer = answerOf(method, path);
      const text =
        typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return Object.assign(momo, { address: `http://127.0.0.1:${port}`, close: () => void server.close() });
}
