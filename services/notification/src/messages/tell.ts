import type { Tx } from '@safiri/runtime';
import { insertDelivery } from '../deliveries/delivery-queries.ts';

export type Contact = { readonly phone: string | null; readonly email: string | null };
export type News = {
  readonly eventId: string;
  readonly orderId: string;
  readonly template: string;
  readonly locale: string;
  readonly sms: string;
  readonly subject: string;
  readonly mail: string;
};

/** A message by every way the passenger gave; waiting to be sent when the transaction commits. */
export async function tell(tx: Tx, contact: Contact, news: News): Promise<void> {
  const about = { eventId: news.eventId, orderId: news.orderId, template: news.template, locale: news.locale };
  if (contact.phone !== null)
    await insertDelivery(tx, { ...about, channel: 'sms', recipient: contact.phone, subject: null, body: news.sms });
  if (contact.email !== null)
    await insertDelivery(tx, {
      ...about,
      channel: 'email',
      recipient: contact.email,
      subject: news.subject,
      body: news.mail,
    });
}
