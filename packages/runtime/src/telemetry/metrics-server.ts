import { createServer, type Server } from 'node:http';
import { SettingsError } from '../settings.ts';
import { registry } from './metrics.ts';

/** A look that takes longer is not waited for: a database that is away must not hide everything else. */
const lookMilliseconds = 2_000;

/** Prometheus reads here, and nobody else: a server of its own, so that no proxy in front of the product ever shows it. */
export async function serveMetrics(options: {
  readonly host: string;
  readonly port: number;
  readonly look: () => Promise<void>;
}): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void readAll(options.look).then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new SettingsError([`METRICS_PORT: ${error.message}. Name another one, or 0 for a free one`])),
    );
    server.listen({ host: options.host, port: options.port }, resolve);
  });
  return server;
}

async function readAll(look: () => Promise<void>): Promise<string> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, lookMilliseconds);
  await Promise.race([look(), late.promise]);
  clearTimeout(timer);
  return await registry.metrics();
}
