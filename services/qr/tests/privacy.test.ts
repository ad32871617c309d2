import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ordersErased, ticketIssued, type IssuedTicket } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createQr, type QrService } from '../src/index.ts';
import { forgetScans } from '../src/privacy/forget.ts';

let bed: Testbed;
let qr: QrService;
beforeAll(async () => {
  bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  qr = await createQr({ ...bed.deps, config: { KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') } });
});
afterAll(async () => await bed.close());

function ticketOf(orderId: string, version = 1): IssuedTicket {
  return {
    ticketId: newId(),
    version,
    orderId,
    tripId: 7,
    companyId: newId(),
    epoch: 1,
    status: 'issued',
    seat: 7,
    seatLabel: '2C',
    from: 1,
    to: 3,
    fromStop: 'Muhanga',
    toStop: 'Huye',
    passengerName: 'Zuhura',
    validFrom: '2026-05-01T00:00:00.000Z',
    validUntil: '2026-05-01T20:00:00.000Z',
  };
}
const names = async (orderId: string): Promise<unknown[]> =>
  (
    await bed.admin<{ name: unknown }>('select passenger_name as name from qr.tickets where order_id = $1', [orderId])
  ).map(({ name }) => name);

it.each(['before', 'after'])(
  'tickets have no name once their order was erased, heard of %s it, and never get it back',
  async (when) => {
    const orderId = newId();
    const ticket = ticketOf(orderId);
    const issue = async (): Promise<void> => void (await bed.hear(qr, ticketIssued, { orderId, tickets: [ticket] }));
    const erase = async (): Promise<void> =>
      void (await bed.hear(qr, ordersErased, { orders: [{ orderId, version: 2 }] }));
    for (const step of when === 'before' ? [erase, issue] : [issue, erase]) await step();
    expect(await names(orderId)).toEqual([null]);
    await issue();
    await erase();
    expect(await names(orderId)).toEqual([null]);
  },
);

it('scans go after their days, boardings stay', async () => {
  const values = [newId(), newId(), bed.deps.clock.now()];
  await bed.admin(
    `insert into qr.scans (scan_id, company_id, trip_id, driver_id, result, request_hash, answer, scanned_at) values ($1, $2, 7, $2, 'accepted', 'h', '{}', $3)`,
    values,
  );
  const forgetBefore = async (days: number): Promise<number> => {
    const before = new Date(bed.deps.clock.now().getTime() + days * 86_400_000);
    await transaction(bed.deps.db, asService, async (tx) => await forgetScans(tx, before));
    return (await bed.admin('select from qr.scans')).length;
  };
  expect([await forgetBefore(-1), await forgetBefore(1)]).toEqual([1, 0]);
});
