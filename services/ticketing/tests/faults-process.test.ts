import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { createClient } from '@safiri/testkit';
import { ask, expectSound, insist, type Intent } from './faults/buyers.ts';
import { openLine, type Line } from './faults/line.ts';
import { openSale, type Ride, type Sale } from './open-sale.ts';

const program = fileURLToPath(new URL('faults/serve-ticketing.ts', import.meta.url));
const buyerCount = 40;

let sale: Sale;
let line: Line;
const children: ChildProcess[] = [];

beforeAll(async () => {
  sale = await openSale();
  line = await openLine(sale.service.db.connectionString);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await line.close();
  await sale.bed.close();
});

type Process = { readonly child: ChildProcess; readonly origin: string; readonly tokens: readonly string[] };

/** The service in a process of its own, whose database is at the other end of the line. */
async function startProcess(subjects: readonly string[]): Promise<Process> {
  const child = spawn(process.execPath, [program, line.connectionString, ...subjects], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const said of createInterface({ input: child.stdout })) {
    const { origin, tokens }: { origin: string; tokens: string[] } = JSON.parse(said);
    return { child, origin, tokens };
  }
  return expect.fail('the process ended before it listened');
}

type Wish = { readonly ride: Ride; readonly key: string; readonly subjectId: string };

function intentsAt({ origin, tokens }: Process, wishes: readonly Wish[]): Intent[] {
  return wishes.map(({ ride, key, subjectId }, index) => ({
    ride,
    key,
    buyer: { subjectId, call: createClient({ baseUrl: origin, accessToken: tokens[index] }) },
  }));
}

it('the process is killed after the commit and before the answer: who repeats at the next one learns of the order they have', async () => {
  const trips = await Promise.all(Array.from({ length: 4 }, async () => await sale.addTrip()));
  const wishes = Array.from({ length: buyerCount }, (_buyer, index): Wish => {
    // Some want the same legs as others.
    const ride = {
      tripId: trips[index % 4] ?? expect.fail(),
      seat: 1 + (index % 3),
      from: index % 2,
      to: 4 - (index % 3),
    };
    return { ride, key: newId(), subjectId: newId() };
  });
  const subjects = wishes.map((wish) => wish.subjectId);
  const first = await startProcess(subjects);
  const told = line.loseAnswerTo('decide-holds');
  const ended = once(first.child, 'exit');
  const killed = told.then(() => first.child.kill('SIGKILL'));
  const answers = await Promise.all(intentsAt(first, wishes).map(async (intent) => await ask(intent)));
  await killed;
  await ended;
  const [made] = await sale.bed.admin<{ orders: number }>(
    'select count(*)::int as orders from ticketing.orders where idempotency_key = any ($1)',
    [wishes.map((wish) => wish.key)],
  );
  const known = answers.filter((answer) => 'order' in answer);
  expect(made?.orders, 'an order was committed that nobody was told of').toBeGreaterThan(known.length);

  const second = await startProcess(subjects);
  const intents = intentsAt(second, wishes);
  await expectSound(sale, intents, await Promise.all(intents.map(async (intent) => await insist(intent))));
});
