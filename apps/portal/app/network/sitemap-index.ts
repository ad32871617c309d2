import { originOf } from '../visit/cookies.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { listSitemaps, sitemapXml } from './sitemap.server.ts';
import type { Route } from './+types/sitemap-index';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const files = await listSitemaps(visit);
  if (files === undefined) throw failPage(visit, { code: 'UNAVAILABLE' });
  return sitemapXml(
    'sitemapindex',
    files.map((file) => `${originOf(request)}/sitemaps/${file}`),
  );
}
