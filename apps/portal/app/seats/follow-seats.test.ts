import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followSeats } from './follow-seats.ts';

/** A browser's stream, as far as it matters here; the newest is the one that is open. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: Stream[] = [];
  readyState = 1;
  constructor() {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = Stream.CLOSED;
  }
  say(name: string, data?: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

beforeEach(() => {
  Stream.opened.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ taken: [7], womenOnly: null })));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function follow() {
  const heard: unknown[] = [];
  const stop = followSeats(
    { updates: '/updates', map: '/map' },
    { seats: ({ taken }) => heard.push(taken), link: (state) => heard.push(state) },
  );
  return { heard, stop, stream: () => Stream.opened.at(-1) ?? expect.unreachable() };
}

test('what the stream tells is told, and that it is live', () => {
  const { heard, stop, stream } = follow();
  stream().dispatchEvent(new Event('open'));
  stream().say('taken', { taken: [1], womenOnly: [] });
  stream().say('taken', 'no seats at all');
  expect(heard).toEqual(['live', [1]]);
  stop();
  expect(stream().readyState).toBe(Stream.CLOSED);
});

test('a last word is told, and the stream opened again after ever longer, but never after more than twenty seconds', () => {
  const { heard, stop, stream } = follow();
  const pauses: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    stream().dispatchEvent(new Event('open'));
    stream().say('closed', { reason: 'off-sale' });
    const before = performance.now();
    vi.advanceTimersToNextTimer();
    pauses.push(performance.now() - before);
  }
  expect(heard, 'told once').toEqual(['live', 'closed']);
  expect(Stream.opened).toHaveLength(9);
  expect(pauses[0]).toBeLessThanOrEqual(2_000);
  expect(Math.min(...pauses.slice(4))).toBeGreaterThanOrEqual(10_000);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(20_000);
  stream().say('taken', { taken: [3], womenOnly: null });
  expect(heard).toEqual(['live', 'closed', 'live', [3]]);
  stream().say('closed', { reason: 'off-sale' });
  const before = performance.now();
  vi.advanceTimersToNextTimer();
  expect(performance.now() - before, 'what told something is opened again soon').toBeLessThanOrEqual(2_000);
  stop();
  vi.runAllTimers();
  expect(Stream.opened).toHaveLength(10);
});

test('a stream that is refused is not live: the map is read instead, at once and before every other try', async () => {
  const { heard, stop, stream } = follow();
  stream().close();
  stream().dispatchEvent(new Event('error'));
  await vi.waitFor(() => expect(heard).toEqual(['broken', [7]]));
  stop();
});

test('a line that broke is made anew by the browser, and said not to be live until then', () => {
  const { heard, stop, stream } = follow();
  stream().readyState = 0;
  stream().dispatchEvent(new Event('error'));
  stream().dispatchEvent(new Event('open'));
  expect(heard).toEqual(['broken', 'live']);
  expect(Stream.opened).toHaveLength(1);
  stop();
});
