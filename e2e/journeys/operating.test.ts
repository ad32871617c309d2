import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Client } from '@safiri/client';
import { getSeatMap, scanTicket, type Order, type Scan } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { ask } from '../product/books.ts';
import { freePort } from '../product/free-port.ts';
import { must, newGuest, offersBetween } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';
import { bought, smsTo, tokensOf } from '../product/purchases.ts';
import { runCommand, runProgram, type Ended } from '../product/run-command.ts';
import { driver, signedIn } from '../product/signed-in.ts';
import { startProduct, type Product } from '../product/start-product.ts';

const patience = { timeout: 60_000, interval: 200 };
const towns = { from: 'Kigali', to: 'Huye', date: tomorrow };
const main = new URL('../../apps/platform/src/main.ts', import.meta.url);

let product: Product;
let guest: Client;
beforeAll(async () => {
  product = await startProduct();
  guest = await newGuest(product.address);
});
afterAll(async () => await product.remove());

it('a message that fails for good is a dead letter, which a command lists, and puts back when the cause is mended', async () => {
  await sql('revoke insert on notification.deliveries from safiri_notification');
  await bought(guest, { departs: '05:30', seats: [1], phone: '+250788200501' });
  await expect
    .poll(async () => (await failOnceMore('notification'), await deadBookings('notification')), patience)
    .toBe(1);
  const listed = await runCommand(product, 'dead-letters', 'list', 'notification');
  expect(listed.output).toMatch(
    /notification: \d dead letters\n(.*\n)*.* booking-confirmed .*permission denied for table deliveries/,
  );
  expect(listed.exitCode).toBe(0);
  expect(await smsTo(product.address, '+250788200501')).toEqual([]);

  await sql('grant insert on notification.deliveries to safiri_notification');
  expect((await runCommand(product, 'dead-letters', 'replay', 'notification')).output).toMatch(
    /[1-9] messages put back/,
  );
  await expect.poll(async () => await smsTo(product.address, '+250788200501'), patience).toHaveLength(1);
  expect((await runCommand(product, 'dead-letters', 'list', 'notification')).output).not.toContain('booking-confirmed');
});

it('a copy that was lost is rebuilt when its owner tells its state again, and what was sold stays sold', async () => {
  const order = await bought(guest, { departs: '06:30', seats: [3] });
  // Lists are a second old at the most: this one counts the seat that was bought.
  const isCounted = async () =>
    (await offersBetween(guest, towns)).some(
      ({ tripId, seatsFree, capacity }) => tripId === order.claims[0]?.tripId && seatsFree < capacity,
    );
  await expect.poll(isCounted, patience).toBe(true);
  const before = await offersBetween(guest, towns);
  const copies = ['trips', 'pattern_stops', 'patterns', 'boarding_fares', 'fares', 'layouts', 'stops', 'companies'];
  await sql(copies.map((copy) => `delete from ticketing.${copy}`).join(';'));
  await expect.poll(async () => await offersBetween(guest, towns).catch(() => []), patience).toEqual([]);

  const told = await runCommand(product, 'republish', 'company');
  expect(told.output).toMatch(/company has told its present state in \d+ events/);
  expect(told.exitCode).toBe(0);
  await expect.poll(async () => await offersBetween(guest, towns).catch(() => []), patience).toEqual(before);
  expect(await takenSeats(order)).toContain(3);
});

it('the door knows its tickets again after ticketing told them again, and still who is aboard', async () => {
  const order = await bought(guest, { departs: '07:30', seats: [1, 2], phone: '+250788200502' });
  const messages = async () => await smsTo(product.address, '+250788200502');
  await expect.poll(messages, patience).toHaveLength(1);
  const [first = '', second = ''] = tokensOf(order);
  expect(await scan(order, first)).toMatchObject({ result: 'accepted' });
  await sql('delete from qr.tickets');
  expect(await scan(order, second)).toMatchObject({ result: 'not-paid' });

  expect((await runCommand(product, 'republish', 'ticketing')).exitCode).toBe(0);
  await expect.poll(async () => (await scan(order, second)).result, patience).not.toBe('not-paid');
  expect(await scan(order, first)).toMatchObject({ result: 'already-boarded' });
  expect(await messages(), 'the passenger hears nothing twice').toHaveLength(1);
});

it('a command that is called wrongly says how it is used', async () => {
  for (const [command, ...args] of [['gtfs'], ['republish', 'nobody'], ['dead-letters', 'burn']] as const) {
    const { exitCode, output } = await runCommand(product, command, ...args);
    expect([exitCode, output]).toEqual([1, expect.stringContaining(`Use: npm run ${command} -- `)]);
  }
});

it('a taken port is one sentence, and leaves nothing behind', async () => {
  const dataDir = await folder();
  const port = new URL(product.address).port;
  expect(await start({ PORT: port, SAFIRI_DATA_DIR: path.join(dataDir, 'data') })).toEqual({
    exitCode: 1,
    output: `Port ${port} is taken by another program. Stop it, or choose another port: PORT=8001 npm start\n`,
  });
  expect(await readdir(dataDir)).toEqual([]);
});

it('settings that cannot be used are reported together', async () => {
  const { exitCode, output } = await start({ PORT: 'eight', SAFIRI_MODE: 'staging', LOG_LEVEL: 'loud' });
  expect(exitCode).toBe(1);
  expect(output).toMatch(/^These settings cannot be used:\n {2}- PORT .*\n {2}- SAFIRI_MODE .*\n {2}- LOG_LEVEL .*\n$/);
});

it('a data folder of a newer version is one sentence', async () => {
  const dataDir = await folder();
  const cluster = path.join(dataDir, 'postgresql', 'cluster');
  await mkdir(cluster, { recursive: true });
  await writeFile(path.join(cluster, 'PG_VERSION'), '99\n');
  const { exitCode, output } = await start({ SAFIRI_DATA_DIR: dataDir });
  expect(exitCode).toBe(1);
  expect(output).toContain(`The database in ${cluster} was made by PostgreSQL 99`);
  expect(output).not.toContain('    at ');
});

// The kernel's own folder: nobody makes files there, root neither.
it.runIf(process.platform === 'linux')('a data folder that cannot be written is one sentence', async () => {
  const { exitCode, output } = await start({ SAFIRI_DATA_DIR: '/sys/safiri' });
  expect(exitCode).toBe(1);
  expect(output).toMatch(/^\/sys\/safiri cannot be written\. .*SAFIRI_DATA_DIR=.*\n$/);
});

async function sql(text: string): Promise<Record<string, unknown>[]> {
  return await ask(await product.databaseUrl(), text);
}

/** The waits between tries grow to a minute: here they are over at once, and this try is the last. */
async function failOnceMore(service: string): Promise<void> {
  await sql(
    `update queue.job set retry_count = retry_limit, start_after = now() where name = '${service}' and state = 'retry'`,
  );
}

/** Its receipt may come to the same end beside it. */
async function deadBookings(service: string): Promise<number> {
  const [row] = await sql(
    `select count(*)::int as count from queue.job where name = '${service}-dead' and data::text like '%booking-confirmed%'`,
  );
  return Number(row?.['count']);
}

async function takenSeats({ claims: [claim] }: Order): Promise<readonly number[]> {
  if (claim === undefined) return [];
  const query = { from: claim.from.index, to: claim.to.index };
  return (await must(() => guest(getSeatMap, { params: { tripId: claim.tripId }, query }))).taken;
}

async function scan({ claims: [claim] }: Order, token: string): Promise<Scan> {
  const door = await signedIn(product.address, driver);
  return await must(() => door(scanTicket, { body: { scanId: newId(), tripId: claim?.tripId ?? 0, token } }));
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'safiri-start-'));
  onTestFinished(async () => await rm(made, { recursive: true }));
  return made;
}

/** A start that is expected to end by itself. */
async function start(settings: Readonly<Record<string, string>>): Promise<Ended> {
  const { PATH = '' } = product.environment;
  return await runProgram(main, [], { PATH, PORT: String(await freePort()), ...settings });
}
