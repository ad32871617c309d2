import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compress } from './compress.server.ts';

const page = `<!doctype html>${'<p>Kigali to Huye</p>'.repeat(200)}`;

const asked = (headers: Record<string, string>) => new Request('http://localhost/', { headers });
const answer = (body: string, type = 'text/html; charset=utf-8') =>
  new Response(body, { status: 404, headers: { 'content-type': type } });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('what is unpacked is the page, in the best encoding that the browser reads', async () => {
  const best = await compress(asked({ 'accept-encoding': 'gzip, deflate, br, zstd' }), answer(page));
  expect([best.status, best.headers.get('content-encoding'), best.headers.get('vary')]).toEqual([
    404,
    'br',
    'Accept-Encoding',
  ]);
  const sent = await bytesOf(best);
  expect(sent.length).toBe(Number(best.headers.get('content-length')));
  expect(brotliDecompressSync(sent).toString()).toBe(page);
  const older = await compress(asked({ 'accept-encoding': 'gzip' }), answer(page));
  expect(gunzipSync(await bytesOf(older)).toString()).toBe(page);
});

test('who reads no encoding, and what is too small, gets it as it is', async () => {
  for (const [headers, body] of [
    [{}, page],
    [{ 'accept-encoding': 'br' }, 'short'],
  ] as const) {
    const plain = await compress(asked({ ...headers }), answer(body));
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(body);
  }
});

test('streams and files stay what they are', async () => {
  for (const type of ['text/event-stream', 'application/pdf', 'image/png'])
    expect((await compress(asked({ 'accept-encoding': 'br' }), answer(page, type))).headers.has('vary')).toBe(false);
});

test("nobody learns from a page's size what stands in it for somebody else", async () => {
  const encodingWhen = async (headers: Record<string, string>) =>
    (await compress(asked({ 'accept-encoding': 'br', ...headers }), answer(page))).headers.get('content-encoding');
  expect(await encodingWhen({ cookie: 'safiri_session=x', 'sec-fetch-site': 'cross-site' })).toBeNull();
  expect(await encodingWhen({ cookie: 'safiri_session=x', 'sec-fetch-site': 'same-site' })).toBeNull();
  expect(await encodingWhen({ cookie: 'safiri_session=x' })).toBeNull();
  expect(await encodingWhen({ cookie: 'safiri_session=x', 'sec-fetch-site': 'same-origin' })).toBe('br');
  expect(await encodingWhen({ 'sec-fetch-site': 'cross-site' })).toBe('br');
});
