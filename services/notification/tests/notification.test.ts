import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  bookingConfirmed,
  invariantViolated,
  listDeliveries,
  listInbox,
  receiptIssued,
  payoutAccountChanged,
  refundDue,
  refundSucceeded,
  ticketsReplaced,
  waitingOfferMade,
  type PayloadOf,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { receive, receiveMany, type Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createNotification } from '../src/index.ts';
import { listenForMail, type SmtpListener } from './smtp-listener.ts';

const config = {
  PUBLIC_URL: 'https://safiri.example',
  MAIL_FROM: 'Safiri <tickets@safiri.example>',
  OPERATOR_LOCALE: 'en',
  KEY_ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
  PAYLOAD_KEY_GENERATION: 1,
  MESSAGE_DAYS: 365,
};

let bed: Testbed;
let notification: Service;
let mailServer: SmtpListener;

beforeAll(async () => {
  bed = await openTestbed({ service: 'notification', postgres: inject('postgres') });
  notification = createNotification({ ...bed.deps, config, development: true });
  mailServer = await listenForMail();
});
beforeEach(
  async () => await bed.admin('truncate notification.deliveries, notification.caught_messages, notification.inbox'),
);
afterAll(async () => {
  await mailServer.close();
  await bed.close();
});

function booking(changes: Partial<PayloadOf<typeof bookingConfirmed>> = {}): PayloadOf<typeof bookingConfirmed> {
  return {
    orderId: newId(),
    version: 2,
    reference: 'KGL7Q2',
    ownerId: newId(),
    companyIds: [newId()],
    total: { amountMinor: 150_000, currency: 'KES' },
    contact: { phone: '+254700000001', email: 'a@passenger.example' },
    locale: 'en',
    link: 'abcdefghijklmnopqrstuv',
    journeys: [
      {
        tripId: 1,
        companyName: 'Coast Lines',
        fromStop: 'Nairobi',
        toStop: 'Mombasa',
        departsAt: '2026-05-01T18:30:00.000Z',
        timeZone: 'Africa/Nairobi',
        seatLabels: ['4A', '4B'],
      },
    ],
    ...changes,
  };
}

const send = async (service: Service): Promise<unknown> =>
  await service.jobs.find((job) => job.name === 'send-due-messages')?.run();
const statuses = async () =>
  await bed.admin<{ status: string; tries: number; last_error: string | null }>(
    'select status, tries, last_error from notification.deliveries order by channel',
  );
const makeDue = async () =>
  await bed.admin("update notification.deliveries set next_try_at = clock_timestamp() where status = 'waiting'");

describe('a confirmed booking', () => {
  it('is told once by SMS and mail: local time, seats, amount as people write it, a link and no code', async () => {
    await bed.hear(notification, bookingConfirmed, booking());
    await send(notification);
    const inbox = await (await bed.serve(notification)).as()(listInbox, { query: {} });
    const messages = inbox.ok ? inbox.value.messages : [];
    expect(new Set(messages.map((message) => `${message.channel} ${message.to}`))).toEqual(
      new Set(['email a@passenger.example', 'sms +254700000001']),
    );
    const sms = messages.find((message) => message.channel === 'sms')?.text ?? '';
    expect(sms).toBe(
      'Safiri KGL7Q2: Coast Lines: Nairobi to Mombasa, Fri, May 1, 21:30, seats 4A, 4B. Your tickets: https://safiri.example/t/abcdefghijklmnopqrstuv',
    );
    expect(messages.find((message) => message.channel === 'email')?.text).toMatch(/KES\s1,500\.00/);
    expect(JSON.stringify(messages)).not.toContain('SAFIRI:');
  });

  it('heard twice is one message by each channel', async () => {
    const envelope = await bed.hear(notification, bookingConfirmed, booking());
    expect(await receive(bed.deps.db, notification.consumers, envelope)).toBe('repeated');
    await bed.admin('delete from notification.inbox');
    await receive(bed.deps.db, notification.consumers, envelope);
    expect(await statuses()).toHaveLength(2);
  });

  it('among dozens is told to its own passenger, once', async () => {
    const heard = await bed.hear(notification, bookingConfirmed, booking());
    const others = ['KGL7Q3', 'KGL7Q4'].map((reference, n) => {
      const contact = { phone: `+25470000001${n}`, email: null };
      return { ...heard, eventId: newId(), payload: booking({ reference, contact }) };
    });
    await receiveMany({ ...notification, log: bed.deps.log }, [heard, ...others, ...others]);
    const rows = await bed.admin<{ recipient: string; reference: string }>(
      `select recipient, substring(body from 'KGL7Q.') as reference from notification.deliveries order by recipient`,
    );
    expect(rows.map((row) => [row.recipient, row.reference])).toEqual([
      ['+254700000001', 'KGL7Q2'],
      ['+254700000010', 'KGL7Q3'],
      ['+254700000011', 'KGL7Q4'],
      ['a@passenger.example', 'KGL7Q2'],
    ]);
  });

  it.each(['en', 'fr', 'rw', 'sw', 'de'])('speaks %s, English where there is no catalogue', async (locale) => {
    await bed.hear(notification, bookingConfirmed, booking({ locale, total: { amountMinor: 5000, currency: 'RWF' } }));
    const [mail, sms] = await bed.admin<{ body: string }>('select body from notification.deliveries order by channel');
    expect(sms?.body).toContain('KGL7Q2');
    expect(sms?.body).toContain('https://safiri.example/t/abcdefghijklmnopqrstuv');
    expect(mail?.body).toMatch(/5[\s,.\u202f]000/);
    expect(`${sms?.body}${mail?.body}`).not.toMatch(/[{}]/);
  });
});

describe('a receipt', () => {
  const receipt = (changes: Partial<PayloadOf<typeof receiptIssued>> = {}): PayloadOf<typeof receiptIssued> => ({
    receiptId: '019c0000-0000-7000-8000-000000000001',
    version: 1,
    kind: 'receipt',
    number: '2026-000012',
    companyId: newId(),
    companyName: 'Coast Lines',
    orderId: newId(),
    reference: 'KGL7Q2',
    total: { amountMinor: 150_000, currency: 'KES' },
    contact: { email: 'a@passenger.example' },
    locale: 'en',
    link: 'abcdefghijklmnopqrstuv',
    ...changes,
  });
  const mails = async () =>
    await bed.admin<{ channel: string; recipient: string; template: string; subject: string; body: string }>(
      'select channel, recipient, template, subject, body from notification.deliveries order by template desc',
    );

  it('goes once, by mail, with its number, its amount and the address of its PDF', async () => {
    const envelope = await bed.hear(notification, receiptIssued, receipt());
    await bed.admin('delete from notification.inbox');
    await receive(bed.deps.db, notification.consumers, envelope);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ channel: 'email', recipient: 'a@passenger.example', template: 'receipt' });
    expect(mail?.subject).toBe('Receipt 2026-000012 of Coast Lines (KGL7Q2)');
    expect(mail?.body).toMatch(/KES\s1,500\.00/);
    expect(mail?.body).toContain(
      'https://safiri.example/api/v1/payment/links/abcdefghijklmnopqrstuv/receipts/019c0000-0000-7000-8000-000000000001/pdf',
    );
  });

  it('is no message to who gave no address', async () => {
    await bed.hear(notification, receiptIssued, receipt({ contact: { email: null } }));
    expect(await mails()).toEqual([]);
  });

  it.each(['en', 'fr', 'rw', 'sw', 'de'])('and its credit note speak %s', async (locale) => {
    await bed.hear(notification, receiptIssued, receipt({ locale }));
    await bed.hear(notification, receiptIssued, receipt({ locale, kind: 'credit-note', number: '2026-000013' }));
    const [one, other] = await mails();
    expect(one?.subject).toContain('2026-000012');
    expect(other?.subject).toContain('2026-000013');
    expect(one?.body).not.toBe(other?.body);
    expect(JSON.stringify([one, other])).not.toMatch(/[{}]{2}|\{number|\{link/);
  });
});

describe('a booking with other seats than ordered', () => {
  const changed = (locale: string): PayloadOf<typeof bookingConfirmed> => {
    const { journeys, ...about } = booking({ locale });
    const freeCancellationUntil = '2026-05-01T12:00:00.000Z';
    return {
      ...about,
      freeCancellationUntil,
      journeys: journeys.map((journey) => ({ ...journey, orderedSeatLabels: ['2A', '2B'] })),
    };
  };

  it('C1 is told in one SMS and one mail: which seats instead of which, and until when all of the money comes back', async () => {
    await bed.hear(notification, bookingConfirmed, changed('en'));
    const [mail, sms, ...others] = await bed.admin<{ body: string }>(
      'select body from notification.deliveries order by channel',
    );
    expect(others).toEqual([]);
    for (const message of [mail, sms])
      expect(message?.body).toContain(
        'Your payment came late: seats 4A, 4B instead of 2A, 2B, at the same price. If that does not suit you, give all back on your ticket page by Fri, May 1, 15:00: you get all of your money.',
      );
  });

  it.each(['fr', 'rw', 'sw'])('C1 is told in %s', async (locale) => {
    await bed.hear(notification, bookingConfirmed, changed(locale));
    const [mail, sms] = await bed.admin<{ body: string }>('select body from notification.deliveries order by channel');
    for (const message of [mail, sms]) expect(message?.body).toMatch(/4A, 4B.*2A, 2B.*15:00/);
    expect(`${sms?.body}${mail?.body}`).not.toMatch(/[{}]|instead/);
  });
});

describe('seats that came free for who waited', () => {
  const offer = (changes: Partial<PayloadOf<typeof waitingOfferMade>> = {}): PayloadOf<typeof waitingOfferMade> => {
    const {
      orderId,
      ownerId,
      contact,
      journeys: [journey],
    } = booking();
    if (journey === undefined) throw new Error('a booking has a journey');
    const until = '2026-04-30T10:15:00.000Z';
    const [entryId, companyId] = [newId(), newId()];
    return { entryId, version: 2, orderId, ownerId, companyId, contact, locale: 'en', until, journey, ...changes };
  };

  it('are told once by SMS and mail: which ones, until when by local time, and where', async () => {
    const made = offer();
    const envelope = await bed.hear(notification, waitingOfferMade, made);
    expect(await receive(bed.deps.db, notification.consumers, envelope)).toBe('repeated');
    const [mail, sms] = await bed.admin<{ body: string }>('select body from notification.deliveries order by channel');
    expect(sms?.body).toBe(
      `Safiri: seats came free for you. Coast Lines, Nairobi to Mombasa, Fri, May 1, 21:30, seats 4A, 4B. Yours until Thu, Apr 30, 13:15: https://safiri.example/orders/${made.orderId}`,
    );
    expect(mail?.body).toContain('Pay until Thu, Apr 30, 13:15.');
    expect(await statuses()).toHaveLength(2);
  });

  it.each(['en', 'fr', 'rw', 'sw', 'de'])('are told in %s, English where there is no catalogue', async (locale) => {
    const { journey } = offer();
    await bed.hear(notification, waitingOfferMade, offer({ locale, journey: { ...journey, seatLabels: ['4A'] } }));
    const bodies = await bed.admin<{ body: string }>('select body from notification.deliveries order by channel');
    expect(bodies).toHaveLength(2);
    for (const { body } of bodies) {
      expect(body).toMatch(/4A.*https:\/\/safiri\.example\/orders\//s);
      expect(body).not.toMatch(/[{}]/);
    }
  });
});

describe('tickets with other seats', () => {
  const replaced = (locale: string): PayloadOf<typeof ticketsReplaced> => {
    const { orderId, reference, contact, link, journeys } = booking();
    const [journey] = journeys;
    if (journey === undefined) throw new Error('a booking has a journey');
    const changed = { ...journey, seatLabels: ['7B'], seatLabelsBefore: ['4A'] };
    return { orderId, version: 3, reference, contact, locale, link, journeys: [changed] };
  };

  it.each(['en', 'fr', 'rw', 'sw', 'de'])('are told once by SMS and mail, in %s', async (locale) => {
    const envelope = await bed.hear(notification, ticketsReplaced, replaced(locale));
    expect(await receive(bed.deps.db, notification.consumers, envelope)).toBe('repeated');
    const bodies = await bed.admin<{ body: string }>('select body from notification.deliveries order by channel');
    expect(bodies).toHaveLength(2);
    for (const { body } of bodies) {
      expect(body).toMatch(/KGL7Q2.*7B.*4A.*https:\/\/safiri\.example\/t\/abcdefghijklmnopqrstuv/s);
      expect(body).not.toMatch(/[{}]/);
    }
  });
});

describe('money on its way back', () => {
  it('in cash waits at a counter, and the message says so', async () => {
    await bed.hear(notification, refundDue, {
      refundId: newId(),
      orderId: newId(),
      version: 1,
      amount: { amountMinor: 5000, currency: 'RWF' },
      attemptId: newId(),
      cause: 'trip-cancelled',
      method: 'cash',
      reference: 'KGL7Q2',
      contact: { phone: '+250788000001', email: null },
      locale: 'en',
    });
    const rows = await bed.admin<{ body: string }>('select body from notification.deliveries');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).toMatch(/RWF.5,000.*Come to a counter.*KGL7Q2/s);
  });

  it('is told with its reason, and again when it arrived, in the same language to the same people', async () => {
    const orderId = newId();
    const refund = { refundId: newId(), orderId, version: 1, amount: { amountMinor: 5000, currency: 'RWF' } };
    await expect(bed.hear(notification, refundSucceeded, refund)).rejects.toThrow('nobody was told');
    await bed.hear(notification, refundDue, {
      ...refund,
      attemptId: newId(),
      cause: 'seats-gone',
      reference: 'KGL7Q2',
      contact: { phone: '+250788000001', email: null },
      locale: 'fr',
    });
    await bed.hear(notification, refundSucceeded, refund);
    const rows = await bed.admin<{ body: string; recipient: string }>(
      'select body, recipient from notification.deliveries order by created_at',
    );
    expect(rows.map((row) => row.recipient)).toEqual(['+250788000001', '+250788000001']);
    expect(rows[0]?.body).toContain('sièges étaient déjà pris');
    expect(rows[1]?.body).toContain('renvoyés');
  });
});

describe('sending', () => {
  it("by a real mail server carries the delivery's id, and temporary refusals are tried again", async () => {
    const withMail = createNotification({
      ...bed.deps,
      config: { ...config, SMTP_URL: mailServer.url },
      development: true,
    });
    await bed.hear(withMail, bookingConfirmed, booking({ contact: { phone: null, email: 'b@passenger.example' } }));
    mailServer.answer = '451 later';
    await send(withMail);
    expect(await statuses()).toEqual([{ status: 'waiting', tries: 1, last_error: 'mail server answered 451' }]);
    mailServer.answer = '250 kept';
    await makeDue();
    await send(withMail);
    expect(await statuses()).toEqual([{ status: 'delivered', tries: 2, last_error: null }]);
    expect(mailServer.mails.at(-1)).toMatch(/Message-ID: <[0-9a-f-]{36}@safiri>/i);
  });

  it('that is refused for good fails at once, and says so without the address', async () => {
    const withMail = createNotification({
      ...bed.deps,
      config: { ...config, SMTP_URL: mailServer.url },
      development: true,
    });
    await bed.hear(withMail, bookingConfirmed, booking({ contact: { phone: null, email: 'gone@passenger.example' } }));
    mailServer.answer = '550 no such box gone@passenger.example';
    await send(withMail);
    expect(await statuses()).toEqual([{ status: 'failed', tries: 1, last_error: 'mail server answered 550' }]);
  });

  it('gives up after eight waits', async () => {
    const unreachable = createNotification({
      ...bed.deps,
      config: { ...config, SMTP_URL: 'smtp://127.0.0.1:9' },
      development: true,
    });
    await bed.hear(unreachable, bookingConfirmed, booking({ contact: { phone: null, email: 'c@passenger.example' } }));
    for (let tries = 0; tries < 9; tries += 1) {
      await makeDue();
      await send(unreachable);
    }
    expect(await statuses()).toEqual([
      { status: 'failed', tries: 9, last_error: expect.stringContaining('mail server not reached') },
    ]);
  });

  it('in production without a gateway fails clearly instead of pretending', async () => {
    const production = createNotification({ ...bed.deps, config, development: false });
    await bed.hear(production, bookingConfirmed, booking());
    await send(production);
    expect((await statuses()).map((row) => row.last_error)).toEqual([
      'no mail server is configured',
      'no SMS gateway is configured',
    ]);
  });

  it('is left to another process when the one that took it dies: the claim runs out', async () => {
    await bed.hear(notification, bookingConfirmed, booking({ contact: { phone: '+254700000009', email: null } }));
    await bed.admin(
      "update notification.deliveries set tries = 1, next_try_at = clock_timestamp() + interval '60 seconds'",
    );
    await send(notification);
    expect(await statuses()).toEqual([{ status: 'waiting', tries: 1, last_error: null }]);
    await makeDue();
    await Promise.all([send(notification), send(createNotification({ ...bed.deps, config, development: true }))]);
    expect(await statuses()).toEqual([{ status: 'delivered', tries: 2, last_error: null }]);
  });
});

describe('a violated invariant', () => {
  const found = (): PayloadOf<typeof invariantViolated> => ({
    violationId: newId(),
    version: 1,
    service: 'ticketing',
    invariant: 'no-overlap',
    kind: 'seats-overlap',
    subject: 'trip 7 seat 12',
    orderId: null,
    tripId: 7,
    sentence: 'Seat 12 of trip 7 is claimed twice on a leg.',
    foundAt: '2026-05-01T18:30:00.000Z',
  });
  const changedAccount = (email: string | null): PayloadOf<typeof payoutAccountChanged> => ({
    companyId: newId(),
    companyName: 'Volcano',
    email,
    accountId: newId(),
    status: 'confirmed',
    currency: 'RWF',
    label: 'Bank •••• 4567',
    inForceFrom: '2026-05-01T18:30:00.000Z',
  });

  it.each(['en', 'fr', 'rw', 'sw'])(
    'leaves room in %s for mail to a company whose payout account changes',
    async (locale) => {
      await bed.hear(withOperator(locale), payoutAccountChanged, changedAccount('office@volcano.example'));
      await bed.hear(withOperator(locale), payoutAccountChanged, changedAccount(null));
      await bed.hear(notification, payoutAccountChanged, changedAccount(null));
      const mails = await bed.admin<{ recipient: string; subject: string; body: string }>(
        'select recipient, subject, body from notification.deliveries order by created_at',
      );
      expect(mails.map(({ recipient }) => recipient)).toEqual(['office@volcano.example', 'ops@safiri.example']);
      expect(mails[0]?.body).toContain('Bank •••• 4567');
      expect(mails.map(({ subject, body }) => subject + body).join('')).not.toMatch(/[{}]/);
    },
  );

  const withOperator = (locale: string): Service =>
    createNotification({
      ...bed.deps,
      config: { ...config, OPERATOR_EMAIL: 'ops@safiri.example', OPERATOR_LOCALE: locale },
      development: true,
    });

  it.each(['en', 'fr', 'rw', 'sw'])('is mailed to the operator in %s, with what it was found on', async (locale) => {
    await bed.hear(withOperator(locale), invariantViolated, found());
    const mails = await bed.admin<{ recipient: string; subject: string; body: string }>(
      'select recipient, subject, body from notification.deliveries',
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({
      recipient: 'ops@safiri.example',
      subject: expect.stringContaining('seats-overlap'),
    });
    expect(mails[0]?.body).toContain('trip 7 seat 12');
    expect(mails[0]?.body).toContain('npm run audit');
    expect(`${mails[0]?.subject}${mails[0]?.body}`).not.toMatch(/[{}]/);
  });

  it('is mailed twenty times an hour at the most, and the last mail says so', async () => {
    const service = withOperator('en');
    for (let mail = 0; mail < 22; mail += 1) await bed.hear(service, invariantViolated, found());
    const mails = await bed.admin<{ body: string }>('select body from notification.deliveries order by created_at');
    expect(mails).toHaveLength(20);
    expect(mails.map(({ body }) => body.includes('20 mails in an hour'))).toEqual([
      ...Array<boolean>(19).fill(false),
      true,
    ]);
  });

  it('is mailed to nobody where no address is set', async () => {
    await bed.hear(notification, invariantViolated, found());
    expect(await statuses()).toEqual([]);
  });
});

describe('who may see', () => {
  it('the log of an order is for platform staff, and carries no name, number or text', async () => {
    const heard = booking();
    await bed.hear(notification, bookingConfirmed, heard);
    const served = await bed.serve(notification);
    const answer = await served.as(await bed.tokens.staff('super-admin', null))(listDeliveries, {
      params: { orderId: heard.orderId },
    });
    expect(answer).toMatchObject({
      ok: true,
      value: { deliveries: [{ template: 'booking' }, { template: 'booking' }] },
    });
    expect(JSON.stringify(answer)).not.toMatch(/254700000001|passenger\.example|Nairobi/);
    expect(
      await served.as(await bed.tokens.staff('supervisor', newId()))(listDeliveries, {
        params: { orderId: heard.orderId },
      }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('without an actor the database shows no message', async () => {
    await bed.hear(notification, bookingConfirmed, booking());
    await send(notification);
    for (const table of ['deliveries', 'caught_messages'])
      expect((await bed.deps.db.pool.query(`select 1 from ${table}`)).rows, table).toEqual([]);
  });
});
