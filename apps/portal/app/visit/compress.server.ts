import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Below it a packet is sent anyway, and compressing saves nothing: about what fits beside the headers. */
const leastBytes = 1_000;
/** Of 11: a page takes about a millisecond; what is better takes ten times as long for a twentieth less. */
const brotliQuality = 5;

const encoders = {
  br: (bytes: Uint8Array) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes),
} as const;

/**
 * The answer as small as the browser can read it. A page that somebody else's page asked for with the visitor's cookies
 * goes as it is: by how well it compresses, what is secret in it could be guessed (BREACH).
 */
export async function compress(request: Request, response: Response): Promise<Response> {
  if (response.body === null || !isText(response.headers)) return response;
  response.headers.append('vary', 'Accept-Encoding');
  const encoding = encodingFor(request);
  if (encoding === undefined) return response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status, statusText, headers } = response;
  if (bytes.length < leastBytes) return new Response(bytes, { status, statusText, headers });
  const small = await encoders[encoding](bytes);
  headers.set('content-encoding', encoding);
  headers.set('content-length', String(small.length));
  return new Response(small, { status, statusText, headers });
}

/** Pages and data of pages. Files that are saved, and streams that go on, are none of these. */
function isText(headers: Headers): boolean {
  return (
    !headers.has('content-encoding') &&
    !headers.has('content-disposition') &&
    /^(text\/(html|plain|x-script)|application\/(json|xml|ld\+json)|image\/svg)/.test(headers.get('content-type') ?? '')
  );
}

function encodingFor(request: Request): keyof typeof encoders | undefined {
  if (couldBeGuessedBy(request)) return undefined;
  const accepted = (request.headers.get('accept-encoding') ?? '').split(',').map((each) => each.trim());
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : undefined;
}

/** Whether a stranger may have chosen the address while the browser proved who its holder is. */
function couldBeGuessedBy(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site') ?? 'unknown';
  return request.headers.has('cookie') && site !== 'same-origin' && site !== 'none';
}
