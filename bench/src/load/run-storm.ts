import { setTimeout as wait } from 'node:timers/promises';
import { pathOf, signIn } from '@safiri/contracts';
import { randomInteger } from '../workloads.ts';
import { openHttpConnection, type HttpConnection } from './http-connection.ts';
import type { HttpAnswer } from './read-answer.ts';
import type { SignInJob, SignInReport } from './sign-in-job.ts';

/** Begins sign-ins by the clock and not by the answers, as people do; then waits for those that are on their way. */
export async function runStorm(job: SignInJob): Promise<SignInReport> {
  const millisecondsByOutcome: Record<string, number[]> = {};
  const idle: HttpConnection[] = [];
  const ask = async (number: number): Promise<string> => {
    const connection = idle.pop() ?? (await openHttpConnection(job.address));
    const outcome = outcomeOf(await connection.ask(requestOf(job, number)));
    idle.push(connection);
    return outcome;
  };
  const tryToSignIn = async (number: number): Promise<void> => {
    const askedAt = performance.now();
    const outcome = await ask(number).catch((error: unknown) => `NO_ANSWER (${String(error)})`);
    (millisecondsByOutcome[outcome] ??= []).push(performance.now() - askedAt);
  };
  const startedAt = performance.now();
  const offered = Math.round(job.seconds * job.perSecond);
  const tries: Promise<void>[] = [];
  for (let number = 0; number < offered; number += 1) {
    await wait(Math.max(0, startedAt + (number * 1_000) / job.perSecond - performance.now()));
    tries.push(tryToSignIn(number));
  }
  await Promise.all(tries);
  for (const connection of idle) connection.close();
  return { offered, millisecondsByOutcome };
}

/** In turn somebody with their password, somebody with another one, and somebody who is not known; each from some network. */
function requestOf(job: SignInJob, number: number): string {
  const known = job.knownNames[randomInteger(0, job.knownNames.length - 1)] ?? '';
  const [identifier, password] = [
    [known, job.password],
    [known, 'not the password of anybody'],
    [`nobody-${randomInteger(1, 1_000_000)}@bench.test`, job.password],
  ][number % 3] ?? [known, job.password];
  const body = JSON.stringify({ identifier, password });
  return [
    `POST ${pathOf(signIn)} HTTP/1.1`,
    `host: ${new URL(job.address).host}`,
    `x-forwarded-for: 10.${randomInteger(0, 255)}.${randomInteger(0, 255)}.${randomInteger(1, 254)}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

function outcomeOf({ status, body }: HttpAnswer): string {
  if (status === signIn.success.status) return 'signed-in';
  return /"code":"([A-Z_]+)"/.exec(body.toString())?.[1] ?? `STATUS_${status}`;
}
