import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export type Heard = { method: string; path: string; body: unknown };

/** A merchant's callback address that writes down what it hears and answers what it is told to, in turn; then 200. */
export async function listenForCallbacks(path: string, statuses: number[] = []) {
  const heard: Heard[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      heard.push({ method: request.method ?? '', path: request.url ?? '', body: JSON.parse(text) });
      headers.push(request.headers);
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return { heard, headers, url: `http://localhost:${port}${path}`, close: () => server.close() };
}
