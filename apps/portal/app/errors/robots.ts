/** Search engines may read what anybody may; private links and the pages of one visitor are nobody's business. */
const text = [
  'User-agent: *',
  'Disallow: /t/',
  'Disallow: /orders/',
  'Disallow: /my-tickets',
  'Disallow: /scan',
  'Disallow: /dev/',
  'Disallow: /api/',
  '',
].join('\n');

export function loader() {
  return new Response(text, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  });
}
