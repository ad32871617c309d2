import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdSeats, pathOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Sale } from '../../tests/open-sale.ts';

let sale: Sale;
const mostHoldsPerAddress = 10;

beforeAll(async () => {
  sale = await openSale({ config: { mostSeatsHeld: 2, mostHoldsPerAddress } });
});
afterAll(async () => await sale.bed.close());

type Asked = { readonly token: string; readonly body: unknown; readonly device?: string };

/** As any client asks, with headers that are its own affair. */
async function ask({
  token,
  body,
  device,
}: Asked): Promise<{ status: number; code: unknown; retryAfter: string | null }> {
  const response = await fetch(`${sale.served.app.listeningOrigin}${pathOf(holdSeats)}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'idempotency-key': newId(),
      ...(device === undefined ? {} : { 'safiri-device': device }),
    },
    body: JSON.stringify(body),
  });
  const answer: Record<string, unknown> = JSON.parse(await response.text());
  return { status: response.status, code: answer['code'], retryAfter: response.headers.get('retry-after') };
}

it('an owner, and a device, hold at most so many unpaid seats: TOO_MANY_SEATS_HELD', async () => {
  const tripId = await sale.addTrip();
  const device = newId();
  const seats = (...numbers: number[]) => ({ trips: [{ tripId, from: 0, to: 1, seats: numbers }] });
  const [first, second] = [await sale.buyer(), await sale.buyer()];
  expect(await ask({ token: first.token, body: seats(1, 2), device })).toMatchObject({ status: 201 });
  expect(await ask({ token: first.token, body: seats(3) })).toMatchObject({ status: 409, code: 'TOO_MANY_SEATS_HELD' });
  expect(await ask({ token: second.token, body: seats(3), device })).toMatchObject({ code: 'TOO_MANY_SEATS_HELD' });
  expect(await ask({ token: second.token, body: seats(3), device: 'mine' })).toMatchObject({
    status: 422,
    code: 'VALIDATION_FAILED',
  });
  expect(await ask({ token: second.token, body: seats(3, 4), device: newId() })).toMatchObject({ status: 201 });
  expect(await sale.violations()).toBe(0);
});

it('one address asks at most so often: TOO_MANY_HOLDS_FROM_ADDRESS says when to come again', async () => {
  sale.bed.deps.clock.advanceSeconds(60);
  const tripId = await sale.addTrip();
  const { token } = await sale.buyer();
  const body = { trips: [{ tripId, from: 0, to: 1, seats: [77] }] };
  const codes: unknown[] = [];
  for (let time = 0; time < mostHoldsPerAddress; time += 1) codes.push((await ask({ token, body })).code);
  expect(new Set(codes)).toEqual(new Set(['SEAT_UNKNOWN']));
  expect(await ask({ token, body })).toEqual({ status: 429, code: 'TOO_MANY_HOLDS_FROM_ADDRESS', retryAfter: '6' });
  sale.bed.deps.clock.advanceSeconds(6);
  expect(await ask({ token, body })).toMatchObject({ code: 'SEAT_UNKNOWN' });
});
