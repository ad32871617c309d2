import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { ordersErased, refundDue, refundSucceeded } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction, type Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createNotification, readNotificationConfig } from '../src/index.ts';
import { forgetOldMessages, forgetSteps } from '../src/privacy/forget.ts';

let bed: Testbed;
let notification: Service;
beforeAll(async () => {
  bed = await openTestbed({ service: 'notification', postgres: inject('postgres') });
  const config = readNotificationConfig({
    PUBLIC_URL: 'https://safiri.example',
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
  });
  notification = createNotification({ ...bed.deps, config, development: true });
});
afterAll(async () => await bed.close());

const money = { amountMinor: 5_000, currency: 'RWF' };
const phone = '+250788314159';

async function tell(orderId: string): Promise<void> {
  await bed.hear(notification, refundDue, {
    refundId: newId(),
    orderId,
    version: 2,
    attemptId: newId(),
    amount: money,
    cause: 'seats-gone',
    reference: 'KGL7Q2',
    contact: { phone, email: null },
    locale: 'en',
  });
}
async function send(): Promise<void> {
  await notification.jobs.find(({ name }) => name === 'send-due-messages')?.run();
}
const kept = async (): Promise<number[]> =>
  await Promise.all(
    ['deliveries', 'caught_messages'].map(
      async (table) => (await bed.admin(`select from notification.${table}`)).length,
    ),
  );

it('messages of an order go with its names, also where development caught them, and nothing is told of it any more', async () => {
  const orderId = newId();
  await tell(orderId);
  await send();
  expect(await kept()).toEqual([1, 1]);
  for (let time = 0; time < 2; time += 1)
    await bed.hear(notification, ordersErased, { orders: [{ orderId, version: 3 }] });
  await tell(orderId);
  await bed.hear(notification, refundSucceeded, { refundId: newId(), orderId, version: 4, amount: money });
  expect(await kept()).toEqual([0, 0]);
});

it('messages to somebody’s own number go whatever they were about', async () => {
  await tell(newId());
  await send();
  await transaction(bed.deps.db, asService, async (tx) => {
    for (const step of forgetSteps) await step(tx, { subjectIds: [newId()], phones: [phone], emails: [] });
  });
  expect(await kept()).toEqual([0, 0]);
});

it('messages go after their days, and one that is to be sent does not', async () => {
  await tell(newId());
  const forgetBefore = async (days: number): Promise<number[]> => {
    const before = new Date(bed.deps.clock.now().getTime() + days * 86_400_000);
    await transaction(bed.deps.db, asService, async (tx) => await forgetOldMessages(tx, before));
    return await kept();
  };
  expect(await forgetBefore(1)).toEqual([1, 0]);
  await send();
  expect(await forgetBefore(-1)).toEqual([1, 1]);
  expect(await forgetBefore(1)).toEqual([0, 0]);
});
