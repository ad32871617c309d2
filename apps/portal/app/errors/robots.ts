import { originOf } from '../visit/cookies.server.ts';
import type { Route } from './+types/robots';

/** Search engines may read what anybody may; private links and the pages of one visitor are nobody's business. */
const text = [
  'User-agent: *',
  'Disallow: /t/',
  'Disallow: /orders/',
  'Disallow: /my-tickets',
  'Disallow: /scan',
  'Disallow: /dev/',
  'Disallow: /api/',
  'Disallow: /account/',
  'Disallow: /staff',
  'Disallow: /device',
  'Disallow: /waiting-list/',
  'Disallow: /places',
  '',
].join('\n');

export function loader({ request }: Route.LoaderArgs) {
  return new Response(`${text}\nSitemap: ${originOf(request)}/sitemap.xml\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  });
}
