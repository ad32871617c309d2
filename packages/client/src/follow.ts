import {
  addressOf,
  readRefusal,
  refused,
  type AddressParts,
  type EventOf,
  type EventStream,
  type Problem,
  type RefusalOf,
} from '@safiri/contracts';
import type { CallInput, ClientOptions } from './client.ts';
import { provenFetch } from './proven-fetch.ts';
import { readEvents } from './read-events.ts';

type Received<Sent> = Sent extends { readonly event: infer Name; readonly data: infer Data }
  ? { readonly event: Name; readonly data: Data; readonly id: string | undefined }
  : never;

/** An event of a stream. Its id, given again as `lastEventId`, spares one being told the same state again. */
export type ReceivedEvent<Stream extends EventStream> = Received<EventOf<Stream>>;

/** Events as they come: the list ends when the server ends the stream, and throws when the line breaks or the signal says so. */
export type FollowAnswer<Stream extends EventStream> =
  | { readonly ok: true; readonly events: AsyncIterable<ReceivedEvent<Stream>> }
  | {
      readonly ok: false;
      readonly code: RefusalOf<Stream> | 'NO_ANSWER';
      readonly detail: string;
      readonly problem: Problem | undefined;
    };

export type FollowInput<Stream extends EventStream> = CallInput<Stream> & {
  readonly lastEventId?: string | undefined;
  /** Ends the stream from this side. */
  readonly signal: AbortSignal;
};

export type Follow = <Stream extends EventStream>(
  stream: Stream,
  input: FollowInput<Stream>,
) => Promise<FollowAnswer<Stream>>;

/** Follows streams by their declaration, one connection a call: whoever wants to go on after it breaks asks again. */
export function createFollow(options: Omit<ClientOptions, 'timeoutMilliseconds'>): Follow {
  const send = provenFetch(options.fetch ?? fetch, options);
  return async (stream, input) => {
    const { lastEventId, signal, ...parts } = input as AddressParts &
      Pick<FollowInput<EventStream>, 'signal' | 'lastEventId'>;
    const address = addressOf(stream, parts);
    if (address === undefined) return refused('VALIDATION_FAILED', 'No address can name that.') as never;
    try {
      const response = await send(`${options.baseUrl}${address}`, {
        headers: {
          accept: 'text/event-stream',
          ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
          ...options.headers,
        },
        signal,
      });
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
      if (!isStream || response.body === null) return (await readRefusal(stream, response)) as never;
      return { ok: true, events: eventsOf(stream, response.body) };
    } catch (error) {
      return refused('NO_ANSWER', error instanceof Error ? error.message : String(error)) as never;
    }
  };
}

/** Events that the contract names; a newer server may send others, which are left out. */
async function* eventsOf<Stream extends EventStream>(
  stream: Stream,
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ReceivedEvent<Stream>> {
  for await (const { event, data, id } of readEvents(body))
    if (Object.hasOwn(stream.events, event)) yield { event, data: JSON.parse(data), id } as never;
}
