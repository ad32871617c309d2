/**
 * Whether a request that changes something comes from one of our own pages. The session cookie is SameSite=Lax, so this
 * is the second lock on the same door. A browser too old to send either header sends no cross-site form with this cookie.
 */
export function isFromOurPages(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}
