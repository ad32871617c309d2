import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '@safiri/client';
import { createStaff, getFeedImport, getTrip, importFeed, scanTicket, type TripOffer } from '@safiri/contracts';
import { addDays, localDate, newId, systemClock } from '@safiri/kernel';
import { ask } from '../product/books.ts';
import { holdAndCheckOut, must, newGuest, offersBetween, pay, untilSettled } from '../product/buyer.ts';
import { hasRealFeeds, realFeedPath, whyNoRealFeeds } from '@safiri/testkit/feeds';
import { approvesAtOnce, tokensOf } from '../product/purchases.ts';
import { runCommand } from '../product/run-command.ts';
import { developmentPassword, operator, signedIn } from '../product/signed-in.ts';
import { startProduct, type Product } from '../product/start-product.ts';

/** A feed of 2015 with three agencies on Hawai‘i island, in the time zone of Honolulu and in dollars. */
const feedName = 'hawaii-hele-on';
const patience = { timeout: 120_000, interval: 250 };
/** The night bus of every day: leaves Waimea at 23:55, Honoka‘a at 24:15, and is in Hilo at 25:05 of its service date. */
const nightBus = { from: 'Gym Complex', to: "Mo'oheau Bus Terminal" };
/** Two days ahead by calendars in Honolulu: its night bus has not left yet, whenever the tests run. */
const date = addDays(localDate(systemClock.now(), 'Pacific/Honolulu'), 2);

describe.skipIf(!hasRealFeeds)(`a real feed, from its zip to a scanned ticket${whyNoRealFeeds}`, () => {
  let product: Product;
  let guest: Client;

  beforeAll(async () => {
    product = await startProduct();
    guest = await newGuest(product.address);
  });
  afterAll(async () => await product.remove());

  it('is imported by command while the product sells, moved to today; a second time changes nothing', async () => {
    const first = await runCommand(product, 'gtfs', 'import', realFeedPath(feedName), '--shift-dates');
    expect(first.output).toMatch(
      /^imported: 111 stops, 16 routes, .*2 companies, 215 scheduledTrips, dates moved by \d+ days/m,
    );
    expect(first.output, 'what is not used is said').toMatch(/unused_agency: .*TIG/);
    expect(first.exitCode).toBe(0);
    await expect.poll(offersByNight, patience).toHaveLength(1);
    await expect.poll(newsOnItsWay, patience).toBe(0);

    const before = await contents();
    const second = await runCommand(product, 'gtfs', 'import', realFeedPath(feedName), '--shift-dates');
    expect(second.output).toMatch(/unchanged: .*dates moved by \d+ days, 0 trips dated/);
    expect(second.exitCode).toBe(0);
    expect(await contents()).toEqual(before);
  });

  it('has its trips at the local times of its stops, also past midnight, at fares by distance in dollars', async () => {
    const [night] = await offersByNight();
    expect(night).toMatchObject({
      from: { name: 'Gym Complex', timeZone: 'Pacific/Honolulu', departsAt: `${date}T10:15:00.000Z` },
      to: { name: "Mo'oheau Bus Terminal", arrivesAt: `${date}T11:05:00.000Z` },
      fare: { currency: 'USD' },
    });
    const { serviceDate } = await must(() => guest(getTrip, { params: { tripId: night?.tripId ?? 0 } }));
    expect(serviceDate, 'it set out the evening before').toBe(addDays(date, -1));
    const far = night?.fare.amountMinor ?? 0;
    expect(far % 25, 'fares are multiples of a quarter').toBe(0);
    const [near] = await offersBetween(guest, { from: 'Gym Complex', to: 'Paauilo', date });
    expect(near?.fare.amountMinor).toBeGreaterThanOrEqual(200);
    expect(near?.fare.amountMinor).toBeLessThan(far);
  });

  it('sells a seat on the night bus, and a driver of that company lets its passenger aboard once', async () => {
    const [offer] = await offersByNight();
    if (offer === undefined) throw new Error('there is no night bus');
    const held = await holdAndCheckOut(guest, { offer, seats: [1, 2], phone: '+18085550100' });
    expect(held).toMatchObject({
      status: 'checkout',
      total: { currency: 'USD', amountMinor: 2 * offer.fare.amountMinor },
    });
    await pay(guest, held?.orderId ?? '', approvesAtOnce);
    const { order } = await untilSettled(guest, held?.orderId ?? '');
    expect(order).toMatchObject({ status: 'confirmed' });

    const scan = await scanner(offer);
    const [first = '', second = ''] = tokensOf(order);
    expect(await scan(first)).toMatchObject({ result: 'accepted', ticket: { fromStop: 'Gym Complex' } });
    expect(await scan(first)).toMatchObject({ result: 'already-boarded' });
    expect(await scan(second)).toMatchObject({ result: 'accepted' });
  });

  it('comes in by the API too, with progress and a report', async () => {
    const platform = await signedIn(product.address, operator);
    const body = new Uint8Array(await readFile(realFeedPath(feedName)));
    const begun = await must(() => platform(importFeed, { query: { feedName: 'by-api', shiftDates: true }, body }));
    expect(begun).toMatchObject({ status: 'running', feedName: 'by-api' });
    const report = async () => await must(() => platform(getFeedImport, { params: { importId: begun.importId } }));
    await expect.poll(async () => (await report()).status, patience).not.toBe('running');
    expect(await report()).toMatchObject({
      status: 'imported',
      progress: { percent: 100 },
      counts: { companies: 2, stops: 111, routes: 16, scheduledTrips: 215 },
    });
    expect((await report()).shiftDays % 7).toBe(0);
    const again = await must(() => platform(importFeed, { query: { feedName: 'by-api', shiftDates: true }, body }));
    const second = async () => await must(() => platform(getFeedImport, { params: { importId: again.importId } }));
    await expect.poll(async () => (await second()).status, patience).toBe('unchanged');
  });

  async function offersByNight(): Promise<TripOffer[]> {
    const offers = await offersBetween(guest, { ...nightBus, date }).catch(() => []);
    // The feed has a second bus of that minute, which begins here.
    return offers.filter((offer) => offer.from.departsAt.endsWith('T10:15:00.000Z') && offer.from.index > 0);
  }

  /** Somebody at the door of a trip, with an account that the platform's operator made. */
  async function scanner({ companyId, tripId, from }: TripOffer) {
    const email = 'driver@heleonbus.example';
    const platform = await signedIn(product.address, operator);
    const account = { companyId, email, name: 'Driver', password: developmentPassword, role: 'driver' as const };
    await must(() => platform(createStaff, { body: account }));
    const client = await signedIn(product.address, email);
    return async (token: string) =>
      await must(() => client(scanTicket, { body: { scanId: newId(), tripId, stopIndex: from.index, token } }));
  }

  async function newsOnItsWay(): Promise<number> {
    const [row] = await ask(await product.databaseUrl(), `select count(*)::int as count from company.outbox`);
    return Number(row?.['count']);
  }

  /** Every row of the timetable and of the trips on sale, as one fingerprint a table. */
  async function contents(): Promise<Record<string, unknown>[]> {
    const own = ['companies', 'stops', 'routes', 'patterns', 'calendars', 'scheduled_trips', 'trips', 'outbox'];
    const tables = [...own.map((table) => `company.${table}`), 'ticketing.trips', 'ticketing.fares'];
    const fingerprints = tables.map(
      (table) => `select '${table}' as name, count(*), md5(string_agg(r::text, ';' order by r::text)) from ${table} r`,
    );
    return await ask(await product.databaseUrl(), `${fingerprints.join(' union all ')} order by 1`);
  }
});
