import { afterAll, beforeAll, expect, it } from 'vitest';
import { smtpChannel } from '../src/channels/smtp-channel.ts';
import { listenForMail, type SmtpListener } from './smtp-listener.ts';

let mailServer: SmtpListener;
beforeAll(async () => {
  mailServer = await listenForMail();
});
afterAll(() => mailServer.close());

const evil = 'Safari\r\nBcc: everybody@stranger.example\r\n\r\nClick here';
/** What stands before the first empty line, folded lines put together. */
const headersOf = (mail: string): string[] =>
  (mail.split(/\r?\n\r?\n/, 1)[0] ?? '').replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);

it('a name with line ends in it adds no header, no reader and no text to a mail', async () => {
  const send = smtpChannel(mailServer.url, 'Safiri <tickets@safiri.example>');
  const message = { deliveryId: '0190c0de', recipient: 'a@passenger.example', subject: evil, body: `${evil}\r\n.\r\n` };
  expect(await send(message)).toEqual({ kind: 'delivered' });
  const headers = headersOf(mailServer.mails.at(-1) ?? '');
  expect(headers.filter((line) => /^(bcc|cc|to):/i.test(line))).toEqual(['To: a@passenger.example']);
  expect(headers.filter((line) => /^subject:/i.test(line))).toHaveLength(1);
  expect(mailServer.mails).toHaveLength(1);
});

it('an address with line ends, or of two readers, is written to nobody else', async () => {
  const send = smtpChannel(mailServer.url, 'Safiri <tickets@safiri.example>');
  for (const recipient of ['a@p.example\r\nBcc: b@stranger.example', 'a@p.example>\r\nRCPT TO:<b@stranger.example']) {
    const before = mailServer.mails.length;
    await send({ deliveryId: '0190c0de', recipient, subject: 'Hello', body: 'Hello' });
    const sent = mailServer.mails.slice(before).flatMap(headersOf);
    expect(sent.filter((line) => /^bcc:/i.test(line))).toEqual([]);
  }
});
