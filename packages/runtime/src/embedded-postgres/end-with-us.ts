import { spawn } from 'node:child_process';

/**
 * For systems where the kernel does not end a child with its parent: a small shell of its own session that reads from
 * us. When this process ends, however it ends, the pipe closes and the shell asks the server to stop. Answers how to
 * dismiss it. Windows has neither; there the next start stops the server that was left behind.
 */
export function endWithUs(pid: number | undefined): (() => void) | undefined {
  if (pid === undefined || process.platform === 'win32') return undefined;
  const watcher = spawn('sh', ['-c', 'cat >/dev/null; kill -INT "$0"', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  return () => {
    // Killed before the pipe closes: the server's number may belong to another program by now.
    watcher.kill('SIGKILL');
    watcher.stdin.destroy();
  };
}
