import { expect, test } from 'vitest';
import { shareIfPublic } from './public-pages.server.ts';

async function drawn(headers: Record<string, string> = {}, words = 'Buses') {
  const page = new Response(words, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  return await shareIfPublic(new Request('http://portal.example/stops/huye-1', { headers }), page);
}

test('a page for everybody is shared, and is still good while its words are the same', async () => {
  const response = await drawn();
  const etag = response.headers.get('etag') ?? '';
  expect([response.headers.get('cache-control'), await response.text()]).toEqual([
    expect.stringContaining('public'),
    'Buses',
  ]);
  const again = await drawn({ 'if-none-match': `W/${etag}` });
  expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
  expect((await drawn({ 'if-none-match': etag }, 'No buses')).status).toBe(200);
});

test('a page for somebody with a cookie is theirs alone', async () => {
  const response = await drawn({ cookie: 'safiri_session=x' });
  expect([response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([null, null]);
});
