import {
  checkOutOrder,
  createAttempt,
  createGuest,
  holdSeats,
  scanTicket,
  type Operation,
  type Order,
  type OutputOf,
} from '@safiri/contracts';
import type { Answer, Client } from '@safiri/client';
import { assert, newId } from '@safiri/kernel';
import { caughtCodes, registerBy, signInBy } from '@safiri/testkit';
import type { House } from './house.ts';

/** Somebody whom no other text in the database is like. */
export const zuhura = {
  name: 'Zuhura Mwanakipekee',
  companion: 'Bahati Wapekeyake',
  accountName: 'Zuhura Akaunti',
  phone: '+250788314159',
  payerPhone: '+250788271828',
  email: 'zuhura.kipekee@barua.example',
  login: 'zuhura.login@barua.example',
  password: 'siri ndefu ya kutosha',
};
export const tracesOfZuhura = [
  zuhura.name,
  zuhura.companion,
  zuhura.accountName,
  zuhura.phone,
  zuhura.payerPhone,
  zuhura.email,
  zuhura.login,
];

export function valueOf<Op extends Operation>(answer: Answer<Op>): OutputOf<Op> {
  assert(answer.ok, `refused: ${answer.ok ? '' : `${answer.code} ${answer.detail}`}`);
  return answer.value;
}

export async function beGuest(house: House): Promise<{ readonly client: Client; readonly token: string }> {
  const { accessToken: token } = valueOf(await house.as()(createGuest, {}));
  return { token, client: house.as(token) };
}

export async function register(house: House): Promise<Client> {
  const { name: _name, accountName: name, login: identifier, password } = { ...zuhura };
  return house.as(
    (await registerBy(house.as(), caughtCodes(house.as(), house.work), { identifier, password, name })).accessToken,
  );
}

export async function signInAgain(house: House): Promise<Client> {
  const { login: identifier, password } = zuhura;
  return house.as(
    (await signInBy(house.as(), caughtCodes(house.as(), house.work), { identifier, password })).accessToken,
  );
}

export type Trip = { readonly tripId: number; readonly companyId: string; readonly last: number };

/** A trip that leaves in some days, and has no seat taken. */
export async function pickTrip(house: House): Promise<Trip> {
  const [trip] = await house.bed.admin<Trip>(
    `select trip_id::integer as "tripId", t.company_id as "companyId", stop_count - 1 as last from ticketing.trips t join ticketing.patterns p using (pattern_id)
      where departs_at > now() + interval '2 days' and not exists (select from ticketing.claims c where c.trip_id = t.trip_id)
      order by departs_at limit 1`,
  );
  assert(trip !== undefined, 'the demo network has trips');
  return trip;
}

/** Books two seats and pays from somebody's phone. */
export async function book(house: House, client: Client, { tripId, last }: Trip): Promise<Order> {
  const trips = [{ tripId, from: 0, to: last, any: { count: 2 } }];
  const held = valueOf(await client(holdSeats, { body: { trips }, idempotencyKey: newId() }));
  const names = [zuhura.name, zuhura.companion];
  const passengers = held.claims.map(({ claimId }, place) => ({ claimId, name: names[place] ?? zuhura.name }));
  const { orderId } = held;
  const { phone, email, payerPhone } = zuhura;
  const order = valueOf(
    await client(checkOutOrder, { params: { orderId }, body: { contact: { phone, email }, passengers } }),
  );
  valueOf(await client(createAttempt, { body: { orderId, method: 'mtn-momo', payerPhone }, idempotencyKey: newId() }));
  await house.approvePayments();
  return order;
}

/** Lets a driver of the company scan the first ticket of an order. */
export async function board(house: House, orderId: string, { tripId, companyId }: Trip): Promise<void> {
  const [ticket] = await house.bed.admin<{ token: string }>(
    'select token from ticketing.tickets where order_id = $1 limit 1',
    [orderId],
  );
  assert(typeof ticket?.token === 'string', 'the ticket is signed');
  const driver = { identifier: `driver-${newId()}@buses.example`, password: 'a driver’s long password' };
  await house.auth.ensureAccount({ ...driver, name: 'Dereva', role: 'driver', companyId });
  const { accessToken } = await signInBy(house.as(), caughtCodes(house.as(), house.work), driver);
  const scan = valueOf(
    await house.as(accessToken)(scanTicket, { body: { scanId: newId(), tripId, token: ticket.token } }),
  );
  assert(scan.result === 'accepted', `the door says ${scan.result}`);
  await house.work();
}
