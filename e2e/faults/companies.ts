import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asksByPhone, type PaymentMethod } from '@safiri/contracts';
import { simulatedCompanies, simulatorEnvironment, simulatorProgram, type SimulatedCompany } from '@safiri/platform';
import { freePort } from '../product/free-port.ts';
import { launchProgram, type Launched } from '../product/launch.ts';
import { searchPath } from '../product/product-config.ts';

/** A simulated payment company, in a process that may be killed by itself. */
export type Company = {
  readonly method: PaymentMethod;
  readonly url: string;
  /** What payment is told about it. */
  readonly paymentSettings: Readonly<Record<string, string>>;
  /** Its control API (simulators/kit/README.md); asked again while the process is away. */
  control(verb: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', lever: string, body?: object): Promise<unknown>;
  /** kill -9, and started again on the same books and port. */
  killAndStartAgain(): Promise<void>;
  stop(): Promise<void>;
};

const methods: Readonly<Record<string, PaymentMethod>> = {
  momo: 'mtn-momo',
  mpesa: 'm-pesa',
  paypal: 'paypal',
  card: 'card',
};

/** What takes minutes and hours takes seconds here, longer than the payer looks at the page (buying.ts). */
const delays = { AUTO_APPROVE_SECONDS: '1', LATE_ANSWER_SECONDS: '6', REFUND_SECONDS: '1' };
/** Of prompts on phones; pages live as long as ever. */
const promptDelays = { PROMPT_LIFETIME_SECONDS: '4' };
/** Those that only the control API sets. */
const laterDelays = { lateCallbackSeconds: 6, slowAnswerSeconds: 3 };
/** After this long a company has said and done all that it will ever say and do about a request. */
export const allIsSaidAfterSeconds = 9;

export async function startCompanies(dataDir: string, publicUrl: string): Promise<Company[]> {
  return await Promise.all(simulatedCompanies.map(async (each) => await startCompany(each, dataDir, publicUrl)));
}

async function startCompany(simulated: SimulatedCompany, dataDir: string, publicUrl: string): Promise<Company> {
  const prefix = `${simulated.name.toUpperCase()}_SIMULATOR_`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const method = methods[simulated.name];
  if (method === undefined) throw new Error(`no way to pay by ${simulated.name} is known here`);
  const ownDelays = { ...delays, ...(asksByPhone(method) ? promptDelays : {}) };
  const given = Object.entries(ownDelays).map(([name, value]) => [prefix + name, value] as const);
  const environment = {
    ...simulatorEnvironment(
      simulated,
      { dataDir: path.join(dataDir, 'companies'), publicUrl, environment: { PATH: searchPath() } },
      port,
    ),
    ...Object.fromEntries(given),
  };
  const start = async (): Promise<Launched> =>
    await launchProgram(simulatorProgram(simulated), environment, async (output) => output.includes('"ready":true'));
  let running = await start();
  let killing = Promise.resolve();
  const control: Company['control'] = async (verb, lever, body) => await pull(`${url}/control/${lever}`, verb, body);
  await control('PATCH', 'switches', laterDelays);
  return {
    method,
    url,
    paymentSettings: simulated.payment(url, publicUrl),
    control,
    killAndStartAgain: async () => {
      killing = killing.then(async () => {
        await running.end('SIGKILL');
        running = await start();
      });
      await killing;
    },
    stop: async () => await running.end('SIGTERM'),
  };
}

const patienceMilliseconds = 30_000;

async function pull(url: string, method: string, body: object | undefined): Promise<unknown> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const answer = await fetch(url, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }).catch((error: unknown) => error);
    if (answer instanceof Response && answer.ok) return await answer.json();
    if (answer instanceof Response) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    if (performance.now() > deadline) throw answer;
    await wait(100);
  }
}
