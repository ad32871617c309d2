import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { ticketsAskedFor } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createNotification } from '../src/index.ts';

const config = {
  PUBLIC_URL: 'https://safiri.example',
  MAIL_FROM: 'Safiri <tickets@safiri.example>',
  OPERATOR_LOCALE: 'en',
  KEY_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
  PAYLOAD_KEY_GENERATION: 1,
  MESSAGE_DAYS: 400,
};

let bed: Testbed;
let notification: Service;

beforeAll(async () => {
  bed = await openTestbed({ service: 'notification', postgres: inject('postgres') });
  notification = createNotification({ ...bed.deps, config, development: true });
});
afterAll(async () => await bed.close());
beforeEach(async () => void (await bed.admin('truncate notification.deliveries')));

it.each(['en', 'fr', 'rw', 'sw'])(
  'tickets that are asked for go to the contact that is named, in %s',
  async (locale) => {
    const link = 'A'.repeat(22);
    const asked = {
      orderId: newId(),
      version: 3,
      reference: 'KGL7Q2CC',
      locale,
      link,
      journeys: [
        {
          tripId: 7,
          companyName: 'Kivu Express',
          fromStop: 'Kigali',
          toStop: 'Huye',
          departsAt: '2027-11-22T12:00:00.000Z',
          timeZone: 'Africa/Kigali',
          seatLabels: ['1A', '1B'],
        },
      ],
    };
    await bed.hear(notification, ticketsAskedFor, { ...asked, contact: { phone: '+250788000001', email: null } });
    await bed.hear(notification, ticketsAskedFor, { ...asked, contact: { phone: null, email: 'a@passenger.example' } });
    const rows = await bed.admin<{ channel: string; recipient: string; body: string }>(
      'select channel, recipient, body from notification.deliveries order by channel desc',
    );
    expect(rows.map(({ channel, recipient }) => [channel, recipient])).toEqual([
      ['sms', '+250788000001'],
      ['email', 'a@passenger.example'],
    ]);
    for (const { body } of rows) {
      for (const part of ['KGL7Q2CC', 'Kivu Express', '14:00', '1A, 1B', `https://safiri.example/t/${link}`])
        expect(body).toContain(part);
      expect(body).not.toMatch(/[{}]/);
    }
  },
);
