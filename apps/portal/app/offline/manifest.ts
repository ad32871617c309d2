import icon192 from './icon-192.png?url';
import icon512 from './icon-512.png?url';
import maskable from './icon-maskable-512.png?url';

/** What a phone needs to know to keep the site on its home screen. */
export function loader() {
  const icon = (src: string, sizes: string, purpose: 'any' | 'maskable') => ({
    src,
    sizes,
    type: 'image/png',
    purpose,
  });
  return new Response(
    JSON.stringify({
      id: '/',
      name: 'Safiri',
      short_name: 'Safiri',
      start_url: '/my-tickets',
      scope: '/',
      display: 'standalone',
      background_color: '#f7f3ea',
      theme_color: '#0c5a45',
      icons: [icon(icon192, '192x192', 'any'), icon(icon512, '512x512', 'any'), icon(maskable, '512x512', 'maskable')],
    }),
    { headers: { 'content-type': 'application/manifest+json', 'cache-control': 'public, max-age=86400' } },
  );
}
