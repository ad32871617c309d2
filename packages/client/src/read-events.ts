/** An event as text/event-stream carries it. Comments and times to wait are not told. */
export type RawEvent = { readonly event: string; readonly id: string | undefined; readonly data: string };

/** Our largest event is a list of 200 seats; whoever sends this much without an end is none of ours. */
const longestEventCharacters = 256 * 1024;

/** Reads events from a body. Lines end with LF or CRLF; the lone CR that the HTML standard allows nobody sends. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<RawEvent> {
  const decoder = new TextDecoder();
  let waiting = '';
  for await (const chunk of body) {
    waiting += decoder.decode(chunk, { stream: true });
    const texts = waiting.replaceAll('\r\n', '\n').split('\n\n');
    waiting = texts.pop() ?? '';
    if (waiting.length > longestEventCharacters) throw new Error('An event without an end');
    for (const text of texts) {
      const event = eventOf(text.split('\n'));
      if (event !== undefined) yield event;
    }
  }
}

/** Undefined for a block without data: only comments, or how long to wait before connecting again. */
function eventOf(lines: readonly string[]): RawEvent | undefined {
  const valuesOf = (field: string): string[] =>
    lines.flatMap((line) => {
      const [name, ...rest] = line.split(':');
      return name === field ? [rest.join(':').replace(/^ /, '')] : [];
    });
  const data = valuesOf('data');
  if (data.length === 0) return undefined;
  return { event: valuesOf('event').at(-1) ?? 'message', id: valuesOf('id').at(-1), data: data.join('\n') };
}
