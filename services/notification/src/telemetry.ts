import type { Log } from '@safiri/runtime';

type Facts = { readonly deliveryId: string; readonly channel: string; readonly tries: number };

export function messageDelivered(log: Log, facts: Facts): void {
  log.info(facts, 'message delivered');
}

export function messageDelayed(log: Log, facts: Facts & { readonly error: string }): void {
  log.warn(facts, 'message will be tried again');
}

export function messageFailed(log: Log, facts: Facts & { readonly error: string }): void {
  log.error(facts, 'message failed for good');
}
