import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { newId } from '@safiri/kernel';
import { Envelope, type ServiceName } from '@safiri/contracts/declaring';
import type { Subscriptions } from './broker.ts';

/**
 * What of light messages travels as one job. Taking, completing and clearing away a job costs the queue many times what a
 * message in it does; beyond some dozens there is nothing left to spare.
 */
const bundle = { mostMessages: 64, mostCharacters: 262_144 } as const;
/** Of the payload's JSON: a heavy message, as an import of a network tells, travels alone. */
const heavyCharacters = 32_768;
/** The queue's own word for the weight: light before heavy. */
export const priorityOf = { light: 0, heavy: -1 } as const;

/** One message, or a bundle of several. */
export type NewJob = { readonly id: string; readonly data: Envelope | readonly Envelope[]; readonly priority: number };

type Weighed = { readonly envelope: Envelope; readonly characters: number };

/** The jobs that carry these messages to the queues that want them, in the order in which they were told. */
export function jobsByQueue(envelopes: readonly Envelope[], subscriptions: Subscriptions): Map<ServiceName, NewJob[]> {
  const wanted = new Map<ServiceName, Weighed[]>();
  for (const envelope of envelopes) {
    const weighed = { envelope, characters: JSON.stringify(envelope.payload).length };
    for (const queue of subscriptions.get(envelope.type) ?? []) {
      const list = wanted.get(queue) ?? [];
      list.push(weighed);
      wanted.set(queue, list);
    }
  }
  return new Map([...wanted].map(([queue, list]) => [queue, jobsOf(list)]));
}

function jobsOf(messages: readonly Weighed[]): NewJob[] {
  const heavy = messages.filter(isHeavy).map(({ envelope }) => singleJob(envelope, 'heavy'));
  const bundles = bundlesOf(messages.filter((message) => !isHeavy(message)));
  return [...heavy, ...bundles.map(bundleJob)];
}

function isHeavy({ characters }: Weighed): boolean {
  return characters > heavyCharacters;
}

function bundlesOf(messages: readonly Weighed[]): Envelope[][] {
  const bundles: Envelope[][] = [];
  let charactersLeft = 0;
  for (const { envelope, characters } of messages) {
    const last = bundles.at(-1);
    if (last !== undefined && last.length < bundle.mostMessages && characters <= charactersLeft) last.push(envelope);
    else {
      bundles.push([envelope]);
      charactersLeft = bundle.mostCharacters;
    }
    charactersLeft -= characters;
  }
  return bundles;
}

function bundleJob(envelopes: readonly Envelope[]): NewJob {
  const [first, second] = envelopes;
  if (first !== undefined && second === undefined) return singleJob(first, 'light');
  return { id: newId(), data: envelopes, priority: priorityOf.light };
}

/** The event's id is the job's id: a message that is put into its queue a second time is not added. */
export function singleJob(envelope: Envelope, weight: keyof typeof priorityOf): NewJob {
  return { id: envelope.eventId, data: envelope, priority: priorityOf[weight] };
}

const single = Compile(Envelope);
const several = Compile(Type.Array(Envelope));

/** The messages in a job of the queue; none when it carries something else. */
export function messagesIn(data: unknown): readonly Envelope[] {
  if (single.Check(data)) return [data];
  return several.Check(data) ? data : [];
}
