import type { EventOf, EventStream } from '@safiri/contracts/declaring';
import type { RequestOf, Route } from './route.ts';

/** How many streams a process carries, and what it does for each. */
export type StreamSettings = {
  readonly mostStreams: number;
  /** High, because carriers put thousands of phones behind one address. */
  readonly mostStreamsPerAddress: number;
  /** Silence after which a comment is sent, so that proxies keep the line and a reader who is gone is noticed. */
  readonly heartbeatMilliseconds?: number;
  /** What may wait for one reader. Who lets more than that wait is dropped, and connects again when they can read. */
  readonly mostWaitingBytes?: number;
};

/** What a use case speaks into. After the end, or when the reader has left, it takes everything and does nothing. */
export type StreamSink<Stream extends EventStream> = {
  /** Sends an event, unless it tells a state that the reader has already. An event is written out once, however many read it. */
  send(event: EventOf<Stream>): void;
  /** Ends the stream; what was sent before still arrives. */
  end(): void;
};

/** Begins to speak and answers how to stop. It is called exactly once, and so is what it answers. */
export type Speaker<Stream extends EventStream> = (sink: StreamSink<Stream>) => () => void;

export type StreamRoute = Route & { readonly operation: EventStream; readonly settings: StreamSettings };

/** One row of a service's routes table: stream → use case. What the use case throws before it answers is a refusal as everywhere. */
export function streamRoute<Stream extends EventStream>(
  stream: Stream,
  settings: StreamSettings,
  handle: (request: RequestOf<Stream>) => Promise<Speaker<Stream>>,
): StreamRoute {
  return { operation: stream, settings, handle };
}

export function isStreamRoute(route: Route): route is StreamRoute {
  return 'settings' in route;
}
