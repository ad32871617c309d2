import { expect, test } from 'vitest';
import { shareIfPublic } from './public-pages.server.ts';

const nonces = ['AAAAAAAAAAAAAAAAAAAAAA==', 'BBBBBBBBBBBBBBBBBBBBBB=='] as const;
const address = 'http://portal.example/stops/huye-1';

async function drawn(nonce: string, headers: Record<string, string> = {}, words = 'Buses') {
  const page = new Response(`<script nonce="${nonce}"></script>${words}`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
  return await shareIfPublic(new Request(address, { headers }), page, nonce);
}

test('a page for everybody is shared, and is still good while only its nonce would be another', async () => {
  const { response } = await drawn(nonces[0]);
  const etag = response.headers.get('etag') ?? '';
  expect(response.headers.get('cache-control')).toContain('public');
  expect(await response.text()).toContain(nonces[0]);
  const again = await drawn(nonces[1], { 'if-none-match': `W/${etag}` });
  expect([again.response.status, again.nonce, again.response.headers.get('etag')]).toEqual([304, nonces[0], etag]);
  const changed = await drawn(nonces[1], { 'if-none-match': etag }, 'No buses');
  expect([changed.response.status, changed.nonce]).toEqual([200, nonces[1]]);
});

test('a page for somebody with a cookie is theirs alone', async () => {
  const { response } = await drawn(nonces[0], { cookie: 'safiri_session=x' });
  expect([response.headers.get('etag'), response.headers.get('cache-control')]).toEqual([null, null]);
});
