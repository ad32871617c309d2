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
 * Lets caches keep a public page that was drawn for somebody without cookies. Its ETag leaves the nonce out, which is new each
 * time; whoever has the page already keeps it with its own policy, so an answer of 304 must bring none.
 */
export async function shareIfPublic(request: Request, response: Response, nonce: string): Promise<Response> {
  const { headers } = response;
  const isPage = headers.get('content-type')?.startsWith('text/html') === true && response.status === 200;
  if (
    !isPage ||
    !publicPages.test(new URL(request.url).pathname) ||
    request.headers.has('cookie') ||
    headers.has('set-cookie')
  )
    return response;
  headers.set('cache-control', `public, max-age=0, s-maxage=${sharedSeconds}, must-revalidate`);
  const page = await response.text();
  const etag = `"${createHash('sha256').update(page.replaceAll(nonce, '')).digest('base64url')}"`;
  headers.set('etag', etag);
  const isKnown = (request.headers.get('if-none-match') ?? '')
    .split(',')
    .some((each) => each.trim().replace(/^W\//, '') === etag);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(page, { status: 200, headers });
}
