import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  askErasure,
  callOffErasure,
  claimGuestOrders,
  exportMyData,
  exportMyTables,
  getMyPrivacy,
} from '@safiri/contracts';
import { openHouse, type House } from './house.ts';
import { beGuest, board, book, pickTrip, register, signInAgain, tracesOfZuhura, valueOf, zuhura } from './passenger.ts';
import { findTraces } from './traces.ts';

/** Where texts of somebody who was forgotten may stay, and why. */
const mayStay: ReadonlyMap<string, string> = new Map();

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house.close();
});

const understood = { body: { understood: true as const } };

it('nothing is left of a passenger who was forgotten, in no table of any service, whatever comes late or once more', async () => {
  const guest = await beGuest(house);
  const trip = await pickTrip(house);
  const first = await book(house, guest.client, trip);
  await board(house, first.orderId, trip);
  const account = await register(house);
  valueOf(await account(claimGuestOrders, { body: { guestToken: guest.token } }));
  await house.work();
  const second = await book(house, account, await pickTrip(house));

  const planted = await findTraces(house.bed, tracesOfZuhura);
  expect(new Set(planted.map((place) => place.split('.')[0]))).toEqual(
    new Set(['auth', 'ticketing', 'payment', 'qr', 'notification']),
  );

  const data = JSON.parse(Buffer.from(valueOf(await account(exportMyData, {})).bytes).toString());
  expect(data.orders.map(({ orderId }: { orderId: string }) => orderId).toSorted()).toEqual(
    [first.orderId, second.orderId].toSorted(),
  );
  for (const table of [
    'account',
    'sessions',
    'passengers',
    'tickets',
    'payments',
    'receipts',
    'messages',
    'scans',
    'boardings',
  ])
    expect(data[table], table).not.toHaveLength(0);
  expect(data.payments.map(({ payerPhone }: { payerPhone: string }) => payerPhone)).toEqual([
    zuhura.payerPhone,
    zuhura.payerPhone,
  ]);
  expect(valueOf(await account(exportMyTables, {})).bytes.subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));

  expect(await account(askErasure, understood)).toMatchObject({ ok: false, code: 'ERASURE_NOT_POSSIBLE' });
  await house.pass(30);
  const later = await signInAgain(house);
  expect(valueOf(await later(getMyPrivacy, {}))).toMatchObject({ obstacles: [], erasure: null, proven: true });
  expect(valueOf(await later(askErasure, understood)).status).toBe('waiting');
  valueOf(await later(callOffErasure, {}));
  await house.pass(8);
  await house.work();
  expect(await findTraces(house.bed, [zuhura.name])).toContain('ticketing.claims.passenger_name: 2');

  valueOf(await (await signInAgain(house))(askErasure, understood));
  await house.pass(8);
  await house.work();
  await house.pass(1);
  await house.work();
  const left = async (): Promise<string[]> =>
    (await findTraces(house.bed, tracesOfZuhura)).filter((place) => !mayStay.has(place.replace(/: \d+$/, '')));
  expect(await left()).toEqual([]);
  expect(
    await house.bed.admin('select status, phones, emails from auth.erasures where status <> $1', ['called-off']),
  ).toEqual([{ status: 'done', phones: [], emails: [] }]);

  await house.tellAgain(house.told.toReversed());
  await house.work();
  for (const service of house.services) await service.republish?.();
  await house.work();
  expect(await left()).toEqual([]);
});
