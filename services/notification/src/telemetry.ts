import { counter, type Log } from '@safiri/runtime';

const messages = counter({
  name: 'safiri_messages_total',
  help: 'Tries to send an SMS or a mail, by how they came out',
  labels: ['channel', 'outcome'],
});

type Facts = { readonly deliveryId: string; readonly channel: string; readonly tries: number };

export function messageDelivered(log: Log, facts: Facts): void {
  messages({ channel: facts.channel, outcome: 'delivered' });
  log.info(facts, 'message delivered');
}

export function messageDelayed(log: Log, facts: Facts & { readonly error: string }): void {
  messages({ channel: facts.channel, outcome: 'delayed' });
  log.warn(facts, 'message will be tried again');
}

/** Somebody should look all the same: the service that found it has logged it too. */
export function operatorNotTold(
  log: Log,
  about: { readonly violationId: string; readonly kind: string },
  why: string,
): void {
  log.error({ violationId: about.violationId, kind: about.kind, why }, 'operator was not told of a violation');
}

/** A mail that somebody at the company should have read: call them. */
export function payoutAccountNotTold(
  log: Log,
  { companyId, accountId }: { readonly companyId: string; readonly accountId: string },
): void {
  log.error({ companyId, accountId }, 'nobody was told of a change of payout account: no address is known');
}

export function messageFailed(log: Log, facts: Facts & { readonly error: string }): void {
  messages({ channel: facts.channel, outcome: 'failed' });
  log.error(facts, 'message failed for good');
}
