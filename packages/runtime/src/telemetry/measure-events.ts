import { systemClock } from '@safiri/kernel';
import type { Envelope } from '@safiri/contracts/declaring';
import type { Received } from '../events/consumer.ts';
import { counter, durations, isMeasuring } from './metrics.ts';

const handled = counter({
  name: 'safiri_events_handled_total',
  help: 'Messages that a service took from its queue, by type and what became of them',
  labels: ['service', 'type', 'outcome'],
});
const age = durations({
  name: 'safiri_event_age_seconds',
  help: 'From when an event happened to when a service has handled it, outbox and queue included',
  labels: ['service'],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800],
});

export function measureEvents(
  service: string,
  envelopes: readonly Envelope[],
  outcomes: readonly PromiseSettledResult<Received>[],
): void {
  if (!isMeasuring()) return;
  const now = systemClock.now().getTime();
  for (const [index, { type, occurredAt }] of envelopes.entries()) {
    const outcome = outcomes[index];
    handled({ service, type, outcome: outcome?.status === 'fulfilled' ? outcome.value : 'failed' });
    if (outcome?.status === 'fulfilled') age({ service }, Math.max(0, now - Date.parse(occurredAt)) / 1_000);
  }
}
