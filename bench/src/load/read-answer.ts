/** An answer of our own server, which always says how long its body is. */
export type HttpAnswer = { readonly status: number; readonly body: Buffer };

/** Bytes before the status in `HTTP/1.1 200 OK`. */
const statusAt = 9;

/** Reads an answer that begins with these bytes; undefined while some of it is missing. Its body is good until the next read. */
export function readAnswer(bytes: Buffer): HttpAnswer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = bytes.toString('latin1', 0, headEnd);
  const status = Number(head.slice(statusAt, statusAt + 3));
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (/\r\ntransfer-encoding:/i.test(head)) throw new Error('This reader knows no answers in chunks.');
  const bodyAt = headEnd + 4;
  return bytes.length < bodyAt + length ? undefined : { status, body: bytes.subarray(bodyAt, bodyAt + length) };
}
