import { createHash } from 'node:crypto';

/** Pages that are the same for everybody who has no cookie of ours. */
const publicPages = /^\/(stops|buses|companies)\//;
/** Pages that are somebody's own: nobody keeps them, a shared computer's browser neither. */
const privatePages =
  /^\/(t|orders|waiting-list|my-tickets|account|staff|scan|device|sign-in|register|reset-password)(\/|$)/;

/** A search engine's visit, or a crowd's, is answered by what stands in front of us; a timetable is minutes old then. */
const sharedSeconds = 300;

export function isPrivatePage(path: string): boolean {
  return privatePages.test(path);
}

/**
 * Lets caches keep a public page that was drawn for somebody without cookies. Its ETag names the page without its nonce, which
 * is new each time, and then the nonce: whoever asks whether their page is still good is answered with the policy it came with.
 */
export async function shareIfPublic(
  request: Request,
  response: Response,
  nonce: string,
): Promise<{ readonly response: Response; readonly nonce: string }> {
  const { headers, status } = response;
  const isPage = headers.get('content-type')?.startsWith('text/html') === true && status === 200;
  const isShared = publicPages.test(new URL(request.url).pathname) && !request.headers.has('cookie');
  if (!isPage || !isShared || headers.has('set-cookie')) return { response, nonce };
  const page = await response.text();
  const name = createHash('sha256').update(page.replaceAll(nonce, '')).digest('base64url');
  const known = knownNonce(request.headers.get('if-none-match') ?? '', name);
  headers.set('cache-control', `public, max-age=0, s-maxage=${sharedSeconds}, must-revalidate`);
  headers.set('etag', `"${name}.${known ?? nonce}"`);
  return known === undefined
    ? { response: new Response(page, { status, headers }), nonce }
    : { response: new Response(null, { status: 304, headers }), nonce: known };
}

/** That of the page which the asker has, if it is this one. */
function knownNonce(asked: string, name: string): string | undefined {
  return [...asked.matchAll(/"([\w-]{43})\.([A-Za-z0-9+/]{22}==)"/g)].find(([, each]) => each === name)?.[2];
}
