import type { PayloadOf, payoutAccountChanged } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries, type NewDelivery } from '../deliveries/delivery-queries.ts';
import { payoutAccountNotTold } from '../telemetry.ts';
import { say } from './catalogue.ts';

/**
 * Tells a company by the address that is known of it, so that a change which nobody there wants is noticed before money goes
 * the wrong way. Where no address is known, who runs the platform is told, and calls them.
 */
export async function onPayoutAccountChanged(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly change: PayloadOf<typeof payoutAccountChanged>; readonly eventId: string },
): Promise<void> {
  const { change, eventId } = heard;
  const { OPERATOR_EMAIL, OPERATOR_LOCALE: locale } = ctx.config;
  const recipient = change.email ?? OPERATOR_EMAIL;
  if (recipient === undefined) return payoutAccountNotTold(ctx.log, change);
  const { companyName: company, label: account, currency, accountId } = change;
  const values = { company, account, currency, accountId, from: change.inForceFrom ?? '' };
  const mail: NewDelivery = {
    eventId,
    orderId: null,
    template: 'payout-account',
    channel: 'email',
    recipient,
    locale,
    subject: say(locale, 'payout-account.subject', values),
    body: `${say(locale, `payout-account.${change.status}`, values)}\n\n${say(locale, 'payout-account.not-you', values)}`,
  };
  await insertDeliveries(tx, [mail]);
}
