import { createTransport } from 'nodemailer';
import type { Channel, Sent } from './channel.ts';

/** A mail server that says nothing for this long is tried again later. */
const timeoutMilliseconds = 10_000;

/** Mail by any SMTP server. Its 4xx answers and broken connections are tried again; 5xx are final (RFC 5321, 4.2.1). */
export function smtpChannel(url: string, from: string): Channel {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
  });
  return async (message) => {
    try {
      await transport.sendMail({
        from,
        to: message.recipient,
        subject: message.subject ?? '',
        text: message.body,
        messageId: `<${message.deliveryId}@safiri>`,
      });
      return { kind: 'delivered' };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** The server's own words may quote the address: only its numbers are kept. */
function outcomeOf(error: unknown): Sent {
  const { responseCode, code } =
    error instanceof Error ? (error as Error & { responseCode?: number; code?: string }) : {};
  if (responseCode !== undefined && responseCode >= 500)
    return { kind: 'refused', error: `mail server answered ${responseCode}` };
  return {
    kind: 'delayed',
    error:
      responseCode === undefined
        ? `mail server not reached (${code ?? 'unknown'})`
        : `mail server answered ${responseCode}`,
  };
}
