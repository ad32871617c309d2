import type { accountChanged, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { insertDeliveries } from '../deliveries/delivery-queries.ts';
import { say } from './catalogue.ts';

type AccountChanged = PayloadOf<typeof accountChanged>;

/** Tells the holder of an account what happened to it, so that a stranger's hand is noticed while something can be done. */
export async function onAccountChanged(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly change: AccountChanged; readonly eventId: string },
): Promise<void> {
  const { change, eventId } = heard;
  const { what, locale } = change;
  const values = { left: change.codesLeft, link: `${ctx.config.PUBLIC_URL}/reset-password` };
  const body = [`account-changed.${what}` as const, ...endingsOf(what)]
    .map((key) => say(locale, key, values))
    .join(' ');
  const deliveries = change.readers.map(({ channel, recipient }) => ({
    eventId,
    orderId: null,
    template: `account-changed.${what}`,
    channel,
    recipient,
    locale,
    subject: channel === 'email' ? say(locale, 'account-changed.subject', values) : null,
    body,
  }));
  await insertDeliveries(tx, deliveries);
}

/** What to do if it was somebody else; nothing has happened yet where all tries were wrong. */
function endingsOf(what: AccountChanged['what']) {
  if (what === 'tries-used-up') return [];
  if (what === 'email-changed' || what === 'phone-changed') return ['account-changed.not-you-elsewhere'] as const;
  return ['account-changed.not-you'] as const;
}
