import type { EventOf, EventStream } from '@safiri/contracts/declaring';
import { namedOnly } from './named-only.ts';

/** After this long a browser that lost its stream connects again: quick for a person, slow enough for a server that starts anew. */
const retryMilliseconds = 3_000;

/** The first words of every stream. */
export const streamOpening = `retry: ${retryMilliseconds}\n\n`;
/** A comment: keeps the line open and tells nobody anything. */
export const heartbeat = ':\n\n';

/** An event as it travels, with the id of the state it tells, if it tells one. */
export type Frame = { readonly id: string | undefined; readonly text: string };

/** Writes events as text/event-stream, shaped by the contract; `tagOf` names a state. An event is written once, a state named once. */
export function createFrameWriter<Stream extends EventStream>(
  stream: Stream,
): (event: EventOf<Stream>, tagOf: (state: unknown) => string) => Frame {
  const shapes = new Map(Object.entries(stream.events).map(([name, schema]) => [name, namedOnly(schema)]));
  const frames = new WeakMap<object, Frame>();
  const tags = new WeakMap<object, string>();
  const tag = (state: object, tagOf: (state: unknown) => string): string => {
    const known = tags.get(state) ?? tagOf(state);
    tags.set(state, known);
    return known;
  };
  return (event, tagOf) => {
    const written = frames.get(event);
    if (written !== undefined) return written;
    const id = typeof event.state === 'object' ? tag(event.state, tagOf) : undefined;
    // JSON has no line breaks, so that data is one line.
    const data = JSON.stringify(shapes.get(event.event)?.(event.data));
    const text = `${id === undefined ? '' : `id: ${id}\n`}event: ${event.event}\ndata: ${data}\n\n`;
    const frame = { id, text };
    frames.set(event, frame);
    return frame;
  };
}
