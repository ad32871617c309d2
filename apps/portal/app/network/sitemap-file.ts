import { originOf } from '../visit/cookies.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { listAddresses, sitemapXml } from './sitemap.server.ts';
import type { Route } from './+types/sitemap-file';

export async function loader({ request, context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const addresses = await listAddresses(visit, params.file);
  if (addresses === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const origin = originOf(request);
  return sitemapXml(
    'urlset',
    addresses.map((address) => `${origin}${address}`),
  );
}
