import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEvents, type RawEvent } from './read-events.ts';

async function read(...chunks: readonly Uint8Array[]): Promise<RawEvent[]> {
  const events: RawEvent[] = [];
  for await (const event of readEvents(ReadableStream.from(chunks))) events.push(event);
  return events;
}

const bytes = (text: string) => new TextEncoder().encode(text);

it.each(['\n', '\r\n'])('events are read whatever ends a line (%j)', async (end) => {
  const text = ['retry: 3000', '', ':', '', 'id: "a"', 'event:taken', 'data: {"x":', 'data:1}', '', 'data: b', '', ''];
  expect(await read(bytes(text.join(end)))).toEqual([
    { event: 'taken', id: '"a"', data: '{"x":\n1}' },
    { event: 'message', id: undefined, data: 'b' },
  ]);
});

it('what was cut off is no event', async () => {
  expect(await read(bytes('data: a\n\ndata: b\n'))).toEqual([{ event: 'message', id: undefined, data: 'a' }]);
  await expect(read(bytes('data: '), bytes('x'.repeat(300_000)))).rejects.toThrow('An event without an end');
});

it('events come out the same however the line cuts them into pieces', async () => {
  const event = fc.record({
    event: fc.stringMatching(/^[a-z-]{1,9}$/),
    id: fc.option(fc.stringMatching(/^"[\w-]{1,9}"$/), { nil: undefined }),
    data: fc.jsonValue().map((value) => JSON.stringify(value)),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 5 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      async (events, sizes) => {
        const text = events
          .map(
            ({ event, id, data }) =>
              `${id === undefined ? '' : `id: ${id}\r\n`}event: ${event}\r\ndata: ${data}\r\n\r\n`,
          )
          .join(':\r\n\r\n');
        let left = bytes(text);
        const chunks: Uint8Array[] = [];
        for (const size of sizes) {
          if (left.length === 0) break;
          chunks.push(left.slice(0, size));
          left = left.slice(size);
        }
        expect(await read(...chunks)).toEqual(events);
      },
    ),
    { numRuns: 100 },
  );
});
