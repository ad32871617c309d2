import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { seatsGivenUp } from '@safiri/contracts';
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

describe('seats that were given up for no money', () => {
  const about = {
    orderId: newId(),
    version: 3,
    cause: 'passenger-cancelled',
    reference: 'KGL7Q2',
    contact: { phone: '+250788000001', email: 'a@passenger.example' },
    credit: null,
    restored: null,
  } as const;
  const amount = { amountMinor: 4500, currency: 'RWF' };

  it.each(['en', 'fr', 'rw', 'sw'])(
    'are told of in %s: nothing, a voucher with its end, or what is on it again',
    async (locale) => {
      const credit = { amount, until: '2027-11-22T12:00:00.000Z' };
      for (const given of [{}, { credit }, { restored: amount }])
        await bed.hear(notification, seatsGivenUp, { ...about, locale, ...given });
      const rows = await bed.admin<{ template: string; body: string; channel: string }>(
        'select template, body, channel from notification.deliveries order by created_at, channel',
      );
      expect(rows).toHaveLength(6);
      for (const { template, body } of rows) {
        expect(body).toContain('KGL7Q2');
        expect(body).not.toMatch(/[{}]/);
        expect(/4.?500/.test(body)).toBe(template !== 'seats-given-up.nothing');
        expect(body.includes('2027')).toBe(template === 'seats-given-up.credit');
      }
    },
  );
});
