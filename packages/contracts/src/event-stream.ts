import type { Static, TSchema } from 'typebox';
import type { Operation, OutputOf } from './operation.ts';

/** A read that goes on: its answer is a stream of server-sent events, which lasts until somebody ends it. */
export type EventStream = Operation & {
  readonly method: 'GET';
  readonly success: { readonly status: 200 };
  /** Schema of the data of each event, by the event's name. */
  readonly events: Readonly<Record<string, TSchema>>;
  /**
   * The read that the stream keeps current. Its events carry the ETag of that read's answer as their id, so that whoever
   * names it in `Last-Event-ID` is told nothing before something changed.
   */
  readonly follows?: Operation & { readonly success: { readonly status: 200; readonly body: TSchema } };
};

/** Declares a stream; everything else is derived from this value, as from an operation's. */
export function eventStream<const Declared extends Omit<EventStream, 'method' | 'success'>>(
  declared: Declared,
): Declared & { readonly method: 'GET'; readonly success: { readonly status: 200 } } {
  return { ...declared, method: 'GET', success: { status: 200 } };
}

type FollowedBy<Stream extends EventStream> = Stream['follows'] extends Operation
  ? OutputOf<Stream['follows']>
  : undefined;

/** One event; `state` is the answer of the read that the stream follows, at this moment. */
export type EventOf<Stream extends EventStream> = {
  [Name in keyof Stream['events'] & string]: {
    readonly event: Name;
    readonly data: Static<Stream['events'][Name]>;
    readonly state?: FollowedBy<Stream>;
  };
}[keyof Stream['events'] & string];

export function isEventStream(operation: Operation): operation is EventStream {
  return 'events' in operation;
}
