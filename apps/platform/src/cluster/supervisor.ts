import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { processEnvironment } from '@safiri/runtime/process';
import { exitSentence } from '../exit-sentence.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { controlSocketOf, readClusterSettings } from './cluster-config.ts';

/**
 * The process that everything of a cluster belongs to: all parts end with it, however it ends. Whoever started it hears of
 * its progress and may go when it is done; later it is spoken to by a socket.
 */
const environment = processEnvironment();
const settings = readClusterSettings(environment);
const socket = controlSocketOf(settings.CLUSTER_DIR);

/** Heard by whoever started us, and by whoever waits for an answer to a command. */
const hearers = new Set<(sentence: string) => void>();
const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`);
  for (const hear of hearers) hear(sentence);
};

function tell(message: { readonly say: string } | { readonly done: boolean }): void {
  if (process.connected) process.send?.(message, () => undefined);
}

hearers.add((sentence) => tell({ say: sentence }));
// Whoever waits for the start goes away only before its end: then nobody wants it.
process.once('disconnect', () => {
  if (!isStarted) process.exit(1);
});

let isStarted = false;
try {
  const cluster = await startCluster({ settings, environment, say });
  isStarted = true;
  await listen(cluster);
  process.once('SIGTERM', () => void stop(cluster));
  process.once('SIGINT', () => void stop(cluster));
  tell({ done: true });
  hearers.clear();
} catch (error) {
  say(exitSentence(error) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error)));
  tell({ done: false });
  process.exit(1);
}

async function listen(cluster: Cluster): Promise<Server> {
  await rm(socket, { force: true });
  const server = createServer((request, response) => void answer(cluster, request, response));
  server.listen(socket);
  return server;
}

/** Commands are answered line by line while they are carried out; the last line says how it ended. */
async function answer(cluster: Cluster, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://cluster');
  const hear = (sentence: string): void => void response.write(`${sentence}\n`);
  hearers.add(hear);
  try {
    if (url.pathname === '/roll') await cluster.roll(url.searchParams.get('release') ?? cluster.state().release);
    else if (url.pathname === '/rollback') await cluster.rollBack();
    else if (url.pathname === '/stop') await cluster.stop();
    response.end('ok\n');
  } catch (error) {
    response.end(`${exitSentence(error) ?? String(error)}\nfailed\n`);
  } finally {
    hearers.delete(hear);
  }
  if (url.pathname === '/stop') await leave();
}

async function stop(cluster: Cluster): Promise<void> {
  await cluster.stop();
  await leave();
}

async function leave(): Promise<void> {
  await rm(socket, { force: true });
  // The answer to whoever asked is on its way.
  setTimeout(() => process.exit(0), 50);
}
