import {
  createGuest,
  createStaff,
  getTrip,
  importFeed,
  listBuses,
  putLayout,
  putRoute,
  putScheduledTrip,
  putStop,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { caughtCodes, signInBy } from '@safiri/testkit';
import type { Product } from './open-product.ts';
import type { Facts } from './planted.ts';
import { must, type Tenants } from './tenants.ts';

const seat = (number: number) => ({ kind: 'seat', seat: number, label: String(number), class: 'standard' }) as const;
const decks = [{ name: '', rows: [[seat(1), { kind: 'aisle' } as const, seat(2)]] }];

/** What a tenant drives with and where: a layout, a bus, stops, a route and its timetable; and what a person has of auth. */
export async function plantNetwork(product: Product, tenants: Tenants, facts: Facts): Promise<void> {
  const { a: tenant, platform } = tenants;
  const { companyId, passenger, serviceDate } = tenant;
  const admin = product.as(await tenant.staff['company-admin'].token());
  const { buses } = must(await admin(listBuses, { params: { companyId } }));
  const ids = { layoutId: newId(), stopId: newId(), routeId: newId(), patternId: newId(), scheduledTripId: newId() };
  const { layoutId, stopId, routeId, patternId, scheduledTripId } = ids;
  must(await admin(putLayout, { params: { layoutId }, body: { companyId, name: 'Hush two', decks } }));
  const far = newId();
  const stop = { companyId, name: 'Hush yard', latitude: 0.3, longitude: 32.5, timeZone: 'Africa/Kampala' };
  must(await admin(putStop, { params: { stopId }, body: stop }));
  must(await admin(putStop, { params: { stopId: far }, body: { ...stop, name: 'Hush depot', latitude: 0.9 } }));
  const stops = [
    { stopId, arriveSeconds: 0, departSeconds: 0 },
    { stopId: far, arriveSeconds: 3_600, departSeconds: 3_600 },
  ];
  must(await admin(putRoute, { params: { routeId }, body: { companyId, name: 'Hush line', patternId, stops } }));
  const entry = {
    companyId,
    routeId,
    patternId,
    startSeconds: 30_000,
    weekdays: [1],
    firstDate: serviceDate,
    lastDate: serviceDate,
  };
  must(await admin(putScheduledTrip, { params: { scheduledTripId }, body: entry }));
  const operator = product.as(await platform.token());
  const { importId } = must(
    await operator(importFeed, { query: { feedName: 'hush-feed' }, body: Buffer.from('no zip at all') }),
  );
  const { stops: served } = must(
    await operator(getTrip, { params: { tripId: Number(facts.find(getTrip, 'tripId')?.value) } }),
  );
  facts.plant({
    subjectIds: [passenger.id],
    orderIds: [facts.find(getTrip, 'orderId')?.value],
    ...ids,
    importId,
    busId: buses[0]?.busId,
    companyId,
    company: companyId,
    ownerId: passenger.id,
  });
  facts.plant({
    ...placesFrom(served[0]?.stopId, served.at(-1)?.stopId),
    timeZone: stop.timeZone,
    serviceDate,
    date: serviceDate,
  });
  facts.plant({ 'auth.sessionId': passenger.sessionId });
  const guest = must(await product.as()(createGuest, {}));
  facts.hide({ refreshToken: passenger.refreshToken, guestToken: guest.accessToken });
  for (const bus of buses) facts.secret(bus.plate);
  await product.settle();
  await plantStaff(product, tenants, facts);
}

/** What asks for a way, or for a place of it. */
function placesFrom(from: string | undefined, to: string | undefined): Record<string, string | undefined> {
  return {
    'searchTrips.from': from,
    'searchTrips.to': to,
    'listTravelDays.from': from,
    'listTravelDays.to': to,
    'listConnections.from': from,
    placeId: from,
    'listNames.ids': from,
    'listNames.language': 'sw',
  };
}

/** Somebody of the company who has signed in, by which auth keeps what they may do. */
async function plantStaff(product: Product, { a: tenant, platform }: Tenants, facts: Facts): Promise<void> {
  const operator = product.as(await platform.token());
  const who = { identifier: 'clerk@hush-a.example', password: 'Hush-password-of-the-clerk' };
  const body = { companyId: tenant.companyId, email: who.identifier, name: 'Hush clerk', password: who.password };
  must(await operator(createStaff, { body: { ...body, role: 'agent' } }));
  const codes = caughtCodes(product.as(), product.settle);
  const { accessToken, account } = await signInBy(product.as(), codes, who);
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  facts.plant({ hash: claims.roles, 'auth.accountId': account.accountId });
}
