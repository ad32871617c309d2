import { execFile } from 'node:child_process';
import { childEnvironment } from './child-environment.ts';

export type ProgramResult = {
  /** undefined when the program could not be started or was ended by a signal. */
  exitCode: number | undefined;
  /** What it wrote to stdout and stderr. */
  output: string;
};

export type ProgramCall = { program: string; args: readonly string[] };

/** initdb takes seconds; a program that is not done after two minutes never will be. */
const LIMIT_MILLISECONDS = 120_000;

/** Runs a short program to its end. Never throws: that it is missing or fails is an answer. */
export function runProgram({ program, args }: ProgramCall): Promise<ProgramResult> {
  const options = {
    env: childEnvironment(),
    /** Our own folder may be closed to the user it runs as; the root folder is open to everybody. */
    cwd: process.platform === 'win32' ? undefined : '/',
    timeout: LIMIT_MILLISECONDS,
    windowsHide: true,
  };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      resolve({ exitCode: typeof exitCode === 'number' ? exitCode : undefined, output: `${stdout}${stderr}` });
    });
  });
}

export async function succeeds(call: ProgramCall): Promise<boolean> {
  return (await runProgram(call)).exitCode === 0;
}
