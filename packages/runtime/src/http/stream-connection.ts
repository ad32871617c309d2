import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { heartbeat, streamOpening } from './stream-frames.ts';
import type { StreamSettings } from './stream-route.ts';

/** Proxies and phone networks close a line that is silent for a minute, some for half of one. */
const defaultHeartbeatMilliseconds = 20_000;
/** Some dozens of seat maps. The kernel keeps much more before anything waits here, so only who has stopped reading comes this far. */
const defaultMostWaitingBytes = 64 * 1024;
/** How long what was sent last may take to arrive after the end. */
const lingerMilliseconds = 2_000;

/** How a stream came to its end: the server had said all, the reader left, or did not read. */
export type StreamEnding = 'ended' | 'left' | 'slow';

export type StreamConnection = {
  write(text: string): void;
  end(): void;
  readonly over: Promise<StreamEnding>;
};

/** Carries one stream to its reader: what waits is bounded, silence is filled, and every way it may end is noticed. */
export function openStreamConnection(
  raw: ServerResponse,
  headers: OutgoingHttpHeaders,
  settings: Pick<StreamSettings, 'heartbeatMilliseconds' | 'mostWaitingBytes'>,
): StreamConnection {
  const { heartbeatMilliseconds = defaultHeartbeatMilliseconds, mostWaitingBytes = defaultMostWaitingBytes } = settings;
  const { promise: over, resolve } = Promise.withResolvers<StreamEnding>();
  let ending: StreamEnding | undefined;
  const write = (text: string): void => {
    if (ending !== undefined) return;
    if (raw.writableLength > mostWaitingBytes) {
      ending = 'slow';
      raw.destroy();
      return;
    }
    raw.write(text);
    silence.refresh();
  };
  const silence = setTimeout(() => write(heartbeat), heartbeatMilliseconds);
  const close = (): void => {
    clearTimeout(silence);
    resolve(ending ?? 'left');
  };
  raw.on('error', () => undefined);
  raw.once('close', close);
  if (raw.destroyed) close();
  // A line that carried a stream is not used again, so that a server which stops has none to wait for.
  raw.shouldKeepAlive = false;
  raw.writeHead(200, headers);
  write(streamOpening);
  return {
    write,
    end: () => {
      if (ending !== undefined) return;
      ending = 'ended';
      clearTimeout(silence);
      raw.end();
      setTimeout(() => raw.destroy(), lingerMilliseconds).unref();
    },
    over,
  };
}
