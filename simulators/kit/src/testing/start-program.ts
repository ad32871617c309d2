import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type StartedProgram = {
  child: ChildProcess;
  exited: Promise<{ code: unknown; complaint: string }>;
  /** The line that says where it listens, or how it ended instead. */
  line: string | { code: unknown; complaint: string };
  complaint(): string;
};

/** The simulator as the product starts it: plain node, settings in the environment, one line when it is ready. */
export async function startProgram(program: string, environment: Record<string, string>): Promise<StartedProgram> {
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk));
  const exited = once(child, 'exit').then(([code]: unknown[]) => ({ code, complaint }));
  const line = await Promise.race([once(createInterface(child.stdout), 'line').then(([said]) => String(said)), exited]);
  return { child, exited, line, complaint: () => complaint };
}
