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

/** Lets caches keep a public page that was drawn for somebody without cookies. Its ETag is of its text, which names its policy too. */
export async function shareIfPublic(request: Request, response: Response): Promise<Response> {
  const { headers, status } = response;
  const isPage = headers.get('content-type')?.startsWith('text/html') === true && status === 200;
  const isShared = publicPages.test(new URL(request.url).pathname) && !request.headers.has('cookie');
  if (!isPage || !isShared || headers.has('set-cookie')) return response;
  const page = await response.text();
  const name = createHash('sha256').update(page).digest('base64url');
  headers.set('cache-control', `public, max-age=0, s-maxage=${sharedSeconds}, must-revalidate`);
  headers.set('etag', `"${name}"`);
  const isKnown = request.headers.get('if-none-match')?.includes(`"${name}"`) === true;
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(page, { status, headers });
}
