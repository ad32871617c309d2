import type { invariantViolated, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { countOperatorMails, insertDeliveries, type NewDelivery } from '../deliveries/delivery-queries.ts';
import { operatorNotTold } from '../telemetry.ts';
import { say } from './catalogue.ts';

/** What breaks everywhere at once need not be read a thousand times: the last of these says so, and the audit shows all. */
const mostMailsAnHour = 20;

/** Wakes who runs the platform. Without an address the violation stands in the log of the service that found it. */
export async function onInvariantViolated(
  ctx: Ctx,
  tx: Tx,
  heard: { readonly violation: PayloadOf<typeof invariantViolated>; readonly eventId: string },
): Promise<void> {
  const { violation, eventId } = heard;
  const { OPERATOR_EMAIL: recipient, OPERATOR_LOCALE: locale } = ctx.config;
  if (recipient === undefined) return operatorNotTold(ctx.log, violation, 'no address is configured');
  const mails = await countOperatorMails(tx, mostMailsAnHour);
  if (mails >= mostMailsAnHour) return operatorNotTold(ctx.log, violation, 'enough mails were sent this hour');
  const { service, kind, subject, sentence, violationId, foundAt } = violation;
  const values = { service, kind, subject, sentence, violationId, foundAt };
  const invariant = say(locale, `invariant.${violation.invariant}`, {});
  const more =
    mails === mostMailsAnHour - 1 ? `\n\n${say(locale, 'invariant-violated.many', { most: mostMailsAnHour })}` : '';
  const mail: NewDelivery = {
    eventId,
    orderId: null,
    template: 'invariant-violated',
    channel: 'email',
    recipient,
    locale,
    subject: say(locale, 'invariant-violated.subject', { ...values, invariant }),
    body: `${say(locale, 'invariant-violated.mail', { ...values, invariant })}${more}`,
  };
  await insertDeliveries(tx, [mail]);
}
