import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layoutChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@safiri/runtime/embedded-postgres';
import { makeTemplateDatabase } from '@safiri/testkit';
import { sampleCompany } from '../src/network/sample-network.ts';
import { expectSound, inLanes, insist, intentOf, isReady } from './faults/buyers.ts';
import { layoutOf, openSale, type Sale } from './open-sale.ts';
import { randomFrom } from './model/random.ts';

const buyerCount = 300;
const lanes = 30;
const seats = 40;
/** The server is killed when so many have their answer. */
const killAfter = 80;

let folder: string;
let server: EmbeddedPostgres;
let sale: Sale;

/** Of this file alone. What is committed survives the end of its processes; only a power cut may undo it. */
async function startServer(): Promise<EmbeddedPostgres> {
  return await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    settings: { synchronous_commit: 'on' },
    log: { info: () => undefined, error: () => undefined },
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safiri-'));
  server = await startServer();
  await makeTemplateDatabase(server.connectionString);
  sale = await openSale({ postgres: server.connectionString });
});
afterAll(async () => {
  await sale.bed.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** kill -9 of the postmaster, and a start on what it left behind. */
async function killAndRestart(): Promise<void> {
  const [row] = await sale.bed.admin<{ pid: string }>(
    "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid",
  );
  process.kill(Number(row?.pid), 'SIGKILL');
  expect((await server.exited).expected).toBe(false);
  await server.stop();
  const before = server.connectionString;
  server = await startServer();
  expect(server.connectionString).toBe(before);
}

it(`PostgreSQL is killed under ${buyerCount} holds and started again: everybody who repeats learns what is theirs`, async () => {
  const layout = layoutOf(newId(), seats);
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout });
  const tripId = await sale.addTrip({ layoutId: layout.layoutId });
  const random = randomFrom(5);
  const buyers = await Promise.all(Array.from({ length: 10 }, async () => await sale.buyer()));
  const intents = Array.from({ length: buyerCount }, (_buyer, index) => {
    const from = random(4);
    const ride = { tripId, seat: 1 + random(seats), from, to: from + 1 + random(4 - from) };
    return intentOf(buyers[index % buyers.length] ?? expect.fail(), ride);
  });
  let answered = 0;
  let restarted: Promise<void> | undefined;
  const met = new Set<string>();
  const known = await inLanes(intents, lanes, async (intent) => {
    const final = await insist(intent, (each) => void met.add('order' in each ? 'held' : each.code));
    answered += 1;
    if (answered === killAfter) restarted = killAndRestart();
    return final;
  });
  expect(restarted, 'the server was killed').toBeDefined();
  await restarted;
  expect(met).toContain('held');
  expect(met).toContain('UNAVAILABLE');
  expect(await isReady(sale)).toBe(true);
  await expectSound(sale, intents, known);
});
