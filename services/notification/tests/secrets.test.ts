import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { getNotificationSealingKeys, listInbox, secretMessageDue, type PayloadOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { createSecretSealer, type SealSecret, type Service } from '@safiri/runtime';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import { createNotification, readNotificationConfig } from '../src/index.ts';

let bed: Testbed;
let notification: Service;
let nobody: Client;
let seal: SealSecret;

beforeAll(async () => {
  bed = await openTestbed({ service: 'notification', postgres: inject('postgres') });
  const config = readNotificationConfig({
    PUBLIC_URL: 'https://safiri.example',
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
  });
  notification = createNotification({ ...bed.deps, config, development: true });
  nobody = (await bed.serve(notification)).as();
  const callPeer: typeof bed.deps.callPeer = async (operation, input) => await nobody(operation, input as never);
  seal = createSecretSealer({ callPeer, clock: bed.deps.clock }, getNotificationSealingKeys);
});
beforeEach(async () => await bed.admin('truncate notification.deliveries, notification.caught_messages'));
afterAll(async () => await bed.close());

const due = async (changes: Partial<PayloadOf<typeof secretMessageDue>> = {}) => ({
  messageId: newId(),
  channel: 'sms' as const,
  recipient: '+250788200301',
  locale: 'en',
  template: 'sign-in-code' as const,
  sealed: await seal({ code: '123456' }),
  until: new Date(bed.deps.clock.now().getTime() + 600_000).toISOString(),
  ...changes,
});
const send = async () => await notification.jobs.find((job) => job.name === 'send-due-messages')?.run();
const caught = async () => {
  const answer = await nobody(listInbox, { query: {} });
  return answer.ok ? answer.value.messages : [];
};

it('a secret reaches its reader, and stands in the clear nowhere on the way', async () => {
  const message = await due({ channel: 'email', recipient: 'a@passenger.example' });
  expect(JSON.stringify(message)).not.toContain('123456');
  await bed.hear(notification, secretMessageDue, message);
  expect(JSON.stringify(await bed.admin('select * from notification.deliveries'))).not.toContain('123456');
  await send();
  expect(await caught()).toMatchObject([
    { to: 'a@passenger.example', subject: 'Your Safiri code', text: expect.stringContaining('123456') },
  ]);
});

it('a code that has run out is not sent any more', async () => {
  await bed.hear(notification, secretMessageDue, await due({ until: bed.deps.clock.now().toISOString() }));
  await send();
  expect(await caught()).toEqual([]);
  expect(await bed.admin('select status, last_error from notification.deliveries')).toEqual([
    { status: 'failed', last_error: 'too late to be of use' },
  ]);
});

it('what was sealed for somebody else, or changed, is no message', async () => {
  const { sealed } = await due();
  const parts = sealed.split('.');
  const changed = [...parts.slice(0, 3), 'AAAA', parts[4]].join('.');
  await expect(bed.hear(notification, secretMessageDue, await due({ sealed: changed }))).rejects.toMatchObject({
    code: 'SEALED_BODY_INVALID',
  });
  const other = { KEY_ENCRYPTION_KEY: Buffer.alloc(32, 6).toString('base64'), PUBLIC_URL: 'https://safiri.example' };
  const stranger = createNotification({ ...bed.deps, config: readNotificationConfig(other), development: true });
  await expect(bed.hear(stranger, secretMessageDue, await due())).rejects.toMatchObject({
    code: 'SEALING_KEY_UNKNOWN',
  });
});
