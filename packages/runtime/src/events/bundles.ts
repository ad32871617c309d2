import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Envelope } from '@safiri/contracts/declaring';

/** A job carries one message, or a bundle of light ones. Light before heavy is the queue's own word for what goes first. */
export const priorityOf = { light: 0, heavy: -1 } as const;

export type SingleJob = { readonly id: string; readonly data: Envelope; readonly priority: number };

/** A light message by itself. The event's id is the job's id: one that is put into its queue a second time is not added. */
export function singleJob(envelope: Envelope): SingleJob {
  return { id: envelope.eventId, data: envelope, priority: priorityOf.light };
}

const single = Compile(Envelope);
const several = Compile(Type.Array(Envelope));

/** The messages in a job of the queue; none when it carries something else. */
export function messagesIn(data: unknown): readonly Envelope[] {
  if (single.Check(data)) return [data];
  return several.Check(data) ? data : [];
}
