import type { Log } from '@safiri/runtime';

type Facts = { readonly deliveryId: string; readonly channel: string; readonly tries: number };

export function messageDelivered(log: Log, facts: Facts): void {
  log.info(facts, 'message delivered');
}

export function messageDelayed(log: Log, facts: Facts & { readonly error: string }): void {
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

export function messageFailed(log: Log, facts: Facts & { readonly error: string }): void {
  log.error(facts, 'message failed for good');
}
