import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port nobody listens on now, for whoever has to be told an address before the product has it. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('Bug: a port has no number.');
  return address.port;
}
