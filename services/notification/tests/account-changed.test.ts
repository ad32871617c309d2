import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { AccountChange, accountChanged } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createNotification, readNotificationConfig } from '../src/index.ts';

let bed: Testbed;
let notification: Service;
beforeAll(async () => {
  bed = await openTestbed({ service: 'notification', postgres: inject('postgres') });
  const config = readNotificationConfig({
    PUBLIC_URL: 'https://safiri.example',
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
  });
  notification = createNotification({ ...bed.deps, config, development: true });
});
afterAll(async () => await bed.close());

const heard = async (what: AccountChange, locale = 'en') => {
  const recipient = `${newId()}@passenger.example`;
  const readers = [
    { channel: 'email' as const, recipient },
    { channel: 'sms' as const, recipient: '+250788200301' },
  ];
  const change = { changeId: newId(), what, locale, readers, codesLeft: 0 };
  await bed.hear(notification, accountChanged, change);
  return await bed.admin<{ channel: string; subject: string | null; body: string }>(
    `select channel, subject, body from notification.deliveries
      where event_id = (select event_id from notification.deliveries where recipient = $1) order by channel`,
    [recipient],
  );
};

it('each address is told what was changed, and what to do if it was somebody else', async () => {
  expect(await heard('app-removed')).toEqual([
    {
      channel: 'email',
      subject: 'Your Safiri account was changed',
      body: expect.stringMatching(
        /authenticator app .* new password at once.*https:\/\/safiri\.example\/reset-password/,
      ),
    },
    { channel: 'sms', subject: null, body: expect.stringContaining('authenticator app') },
  ]);
});

it('whose phone or address was changed is pointed to what is still theirs', async () => {
  const [mail] = await heard('email-changed');
  expect(mail?.body).toContain('by the other phone or e-mail');
});

it.each(['en', 'fr', 'rw', 'sw'])('every change has its own sentence in %s', async (locale) => {
  const bodies = new Set<string>();
  for (const what of AccountChange.enum) bodies.add((await heard(what, locale))[0]?.body ?? '');
  expect(bodies.size).toBe(AccountChange.enum.length);
  if (locale !== 'en') expect([...bodies].some((body) => body.includes('your account'))).toBe(false);
});
