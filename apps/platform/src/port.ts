import { createServer } from 'node:net';

/**
 * The port to listen on: the one asked for, found free, or a free one when 0 is asked for. Asked before anything is
 * started, so that a taken port costs no waiting; rejects with the system's EADDRINUSE or EACCES.
 */
export async function reservePort(port: number, host: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
