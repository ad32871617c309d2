import type { NewDelivery } from '../deliveries/delivery-queries.ts';

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

/** A message by every way the passenger gave. Pure. */
export function deliveriesOf({ phone, email }: Contact, news: News): NewDelivery[] {
  const { sms, subject, mail, ...about } = news;
  const deliveries: NewDelivery[] = [];
  if (phone !== null) deliveries.push({ ...about, channel: 'sms', recipient: phone, subject: null, body: sms });
  if (email !== null) deliveries.push({ ...about, channel: 'email', recipient: email, subject, body: mail });
  return deliveries;
}
