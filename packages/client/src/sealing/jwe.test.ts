import { expect, it } from 'vitest';
import { fromBase64url, toBase64url } from './base64url.ts';
import { derive, makePair, open, openContent, seal } from './jwe.ts';

const text = new TextEncoder();

it('keys are derived as RFC 7518 does in appendix C', async () => {
  const secret = fromBase64url('nlbZHYFxNdNyg0KDv4QmnPsxbqPagGpI9tqneYz-kMQ');
  const key = await derive(secret, { algorithm: 'A128GCM', bits: 128, partyU: 'Alice', partyV: 'Bob' });
  expect(toBase64url(key)).toBe('VqqN6vgjbSBcIijNcacQGg');
});

it('content is opened as RFC 7516 has it in appendix A.1', async () => {
  const bytes = fromBase64url('saH0gFSP4XM_tAP_a5rU9ooHbltwLiJpL4LLLnrqQPw');
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']);
  const parts = {
    header: 'eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ',
    nonce: '48V1_ALb6US04U3b',
    body: '5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A',
    tag: 'XFBoMYUZodetZdvTiFvSkQ',
  };
  expect(await openContent(parts, key)).toBe('The true sign of intelligence is not knowledge but imagination.');
  await expect(openContent({ ...parts, tag: parts.tag.slice(0, 16) }, key)).rejects.toThrow();
});

it('what is sealed opens for its key alone, unchanged, and each time looks different', async () => {
  const [mine, another] = [await makePair(), await makePair()];
  const to = { ...mine.publicPoint, kid: 'mine' };
  const content = 'ü😀 {"password":"…"}';
  const [one, two] = [await seal(content, to), await seal(content, to)];
  expect(await open(one, mine.privateKey)).toBe(content);
  expect(one.split('.').filter((part, index) => part !== '' && part === two.split('.')[index])).toEqual([]);
  await expect(open(one, another.privateKey)).rejects.toThrow();
});

it.each(['', '....', 'a.b.c.d.e', 'e30....', 'e30....e30.e30'])(
  'that %j is none of ours is an error',
  async (sealed) => {
    const { privateKey } = await makePair();
    await expect(open(sealed, privateKey)).rejects.toThrow();
  },
);

it.each([{ alg: 'dir' }, { enc: 'A128GCM' }, { zip: 'DEF' }, { crit: ['exp'] }, { epk: null }])(
  'that a header asks for %j is an error',
  async (changed) => {
    const { publicPoint, privateKey } = await makePair();
    const [header = '', ...rest] = (await seal('x', { ...publicPoint, kid: 'k' })).split('.');
    const given = JSON.parse(new TextDecoder().decode(fromBase64url(header)));
    const other = toBase64url(text.encode(JSON.stringify({ ...given, ...changed })));
    await expect(open([other, ...rest].join('.'), privateKey)).rejects.toThrow();
  },
);
