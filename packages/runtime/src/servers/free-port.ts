import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that outgoing connections are given, so that none of them takes it before a server does. */
const lowest = 20_000;
const highest = 32_000;
const tries = 50;

/** A port of this machine on which nobody listens now. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    const probe = createServer();
    try {
      probe.listen(port, '127.0.0.1');
      await once(probe, 'listening');
      return port;
    } catch (error) {
      if (attempt === tries) throw error;
    } finally {
      probe.close();
    }
  }
}
