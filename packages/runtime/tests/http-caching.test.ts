import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '@safiri/kernel';
import { route } from '../src/index.ts';
import { kept, named, openHttpBed, type HttpBed } from './http-bed.ts';

let bed: HttpBed;
let text = '';
let broken = false;
const read = async (): Promise<{ text: string }> => {
  if (text === '') throw new DomainError('NOT_FOUND', 'There is no text.');
  return broken ? ({} as never) : { text };
};

beforeAll(async () => {
  bed = await openHttpBed([route(named, read), route(kept, read)]);
});
afterAll(async () => {
  await bed.app.close();
});

async function ask(ifNoneMatch?: string, method: 'GET' | 'HEAD' = 'GET') {
  const headers = ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch };
  return await bed.app.inject({ method, url: '/api/v1/qr/named', headers });
}

describe('an answer with an ETag', () => {
  it('is the whole content to who has none of it, and is asked about each time', async () => {
    text = 'Kigali';
    const response = await ask();
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ text });
    expect(response.headers).toMatchObject({
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
      'cache-control': 'no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
    expect((await ask()).headers.etag).toBe(response.headers.etag);
  });

  it('is 304 without a body to who has it, however that is said', async () => {
    text = 'Kigali';
    const etag = String((await ask()).headers.etag);
    for (const said of [etag, `W/${etag}`, `"other", ${etag}`, `"other",W/${etag} , "third"`, '*']) {
      const response = await ask(said);
      expect({ status: response.statusCode, body: response.body }).toEqual({ status: 304, body: '' });
      expect(response.headers).toMatchObject({ etag, 'cache-control': 'no-cache' });
      expect(response.headers['content-type']).toBeUndefined();
      expect((await ask(said, 'HEAD')).statusCode).toBe(304);
    }
    for (const said of ['"other"', etag.slice(1, -1), `x${etag}`, '', ','])
      expect((await ask(said)).statusCode).toBe(200);
  });

  it('is the new content when it has changed', async () => {
    text = 'Kigali';
    const before = String((await ask()).headers.etag);
    text = 'Kampala';
    const response = await ask(before);
    expect(response.json()).toEqual({ text });
    expect(response.headers.etag).not.toBe(before);
  });

  it('is a refusal like any other when there is nothing to answer', async () => {
    text = '';
    const response = await ask('*');
    expect(response.statusCode).toBe(404);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers.etag).toBeUndefined();
  });

  it('that does not fit its contract is our bug, which nobody keeps', async () => {
    text = 'Kigali';
    broken = true;
    const response = await ask('*');
    broken = false;
    expect(response.statusCode).toBe(500);
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/problem+json' });
  });

  it('to one reader is kept by that reader alone, for as long as its contract says', async () => {
    text = 'Kigali';
    const authorization = `Bearer ${await bed.tokens.guest()}`;
    const response = await bed.app.inject({ url: '/api/v1/qr/kept', headers: { authorization } });
    expect(response.headers['cache-control']).toBe('private, max-age=30');
    const etag = String(response.headers.etag);
    const nobody = await bed.app.inject({ url: '/api/v1/qr/kept', headers: { 'if-none-match': etag } });
    expect(nobody.statusCode).toBe(401);
    expect(nobody.headers['cache-control']).toBe('no-store');
  });
});
