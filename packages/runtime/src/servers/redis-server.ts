import { findProgram, startServer, type NoServer, type RunningServer } from './server-program.ts';

/** A Redis of one's own in a folder of one's own, in memory alone. */
export function startRedis(options: {
  readonly folder: string;
  readonly port: number;
  readonly logFile?: string;
}): RunningServer | NoServer {
  const { folder, port, ...rest } = options;
  const program = findProgram('/usr/bin/redis-server', '/usr/local/bin/redis-server');
  if (program === undefined) return { missing: 'There is no redis-server (Debian: apt-get install redis-server).' };
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  return startServer({ program, args, port, ...rest });
}
