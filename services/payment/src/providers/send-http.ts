import { inSpan } from '@safiri/runtime';

/** An answer of a payment company, or why there was none. `body` is what its text is as JSON; undefined when it is none. */
export type HttpAnswer =
  | { readonly answered: true; readonly status: number; readonly text: string; readonly body: unknown }
  | { readonly answered: false; readonly why: string };

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMilliseconds: number;
};

/** Answers have some kilobytes at the most; a page of a gateway in between may be larger and is not wanted whole. */
const longestBodyBytes = 64 * 1024;

/** Sends one request and reads its answer. Never throws: no answer is an answer. */
export async function sendHttp(request: HttpRequest): Promise<HttpAnswer> {
  // Its host alone: paths of payment companies have references in them. Where in our trace we are is nothing to them.
  const facts = { name: `${request.method} ${hostOf(request.url)}`, kind: 'client' } as const;
  return await inSpan(facts, async () => await send(request));
}

async function send(request: HttpRequest): Promise<HttpAnswer> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMilliseconds),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const text = await readText(response);
    return { answered: true, status: response.status, text, body: jsonOf(text) };
  } catch (error) {
    return { answered: false, why: whyOf(error) };
  }
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'nowhere';
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > longestBodyBytes) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A text that came over the wire, read as JSON; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A word for the change log; addresses and headers stay out of it. */
function whyOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer in time';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
}

/** A member of an object that came over the wire; undefined for anything else. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

/** Companies write ids, codes and amounts as text or as bare numbers. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
