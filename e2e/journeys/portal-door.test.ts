import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '@safiri/client';
import { registerBy } from '@safiri/testkit';
import { newGuestToken } from '../product/buyer.ts';
import { inboxCodes } from '../product/inbox-codes.ts';
import { portalRoutes, type PortalRoute } from '../product/portal-routes.ts';
import { startProduct, type Product } from '../product/start-product.ts';

/** Table-driven over the routes of the built website: a new page is in it by being there. */
let product: Product;
let routes: readonly PortalRoute[];
let guest: string;

beforeAll(async () => {
  product = await startProduct();
  routes = await portalRoutes();
  guest = `safiri_session=${await newGuestToken(product.address)}`;
});
afterAll(async () => await product?.remove());

type Sent = { readonly method?: string; readonly headers?: Record<string, string>; readonly form?: string };

async function ask(address: string, { method = 'GET', headers = {}, form }: Sent = {}): Promise<Response> {
  const isForm = form !== undefined;
  return await fetch(`${product.address}${address}`, {
    method,
    redirect: 'manual',
    headers: { ...(isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {}), ...headers },
    ...(isForm ? { body: form } : {}),
  });
}

const fromOurPages = { 'sec-fetch-site': 'same-origin' };
const fromElsewhere: readonly Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site', origin: 'null' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
];

describe('a form of another site', () => {
  it('is refused at every address, by every method that writes, and changes no cookie', async () => {
    const taken: string[] = [];
    for (const { address } of routes)
      for (const path of [address, `${address === '/' ? '/_root' : address}.data`])
        for (const [index, foreign] of fromElsewhere.entries()) {
          const method = index === 0 ? 'DELETE' : 'POST';
          const response = await ask(path, { method, headers: { ...foreign, cookie: guest }, form: 'key=1' });
          if (response.status !== 403 || response.headers.has('set-cookie'))
            taken.push(`${method} ${path} ${JSON.stringify(foreign)}: ${response.status}`);
        }
    expect(taken).toEqual([]);
  });

  it('is refused, and not all forms are: one of our own pages is read wherever one is expected', async () => {
    const expecting = routes.filter(({ takesForms }) => takesForms);
    expect(expecting.length).toBeGreaterThan(8);
    for (const { address } of expecting) {
      const { status } = await ask(address, { method: 'POST', headers: { ...fromOurPages, cookie: guest }, form: '' });
      expect({ address, isRead: status !== 403 && status < 500 }).toEqual({ address, isRead: true });
    }
  });
});

/** Spellings by which browsers are sent elsewhere. */
const elsewhere = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/\t/evil.example',
  '/%09/evil.example',
  'https:evil.example',
  'javascript:alert(1)//evil.example',
  'data:text/html,evil.example',
  '/@evil.example/..//evil.example',
];
const namesOfReturns = ['returnTo', 'return', 'next', 'redirect', 'redirectTo', 'url', 'to', 'continue'];

/** Where an answer leads away from us: by its header, or by a link, a form or a script's data on its page. */
async function leadsAway(response: Response): Promise<string | undefined> {
  const location = response.headers.get('location');
  if (location !== null && new URL(location, product.address).host !== new URL(product.address).host) return location;
  const page = await response.text();
  return /(?:href|action|src|formaction|content)="[^"]*\bevil\.example/.exec(page)?.[0].includes('?') === false
    ? 'a link of its page'
    : undefined;
}

describe('an address to come back to', () => {
  it('that is another site’s leads nowhere, at every page and form', async () => {
    const away: string[] = [];
    for (const { address, takesForms } of routes)
      for (const text of elsewhere) {
        const query = new URLSearchParams(Object.fromEntries(namesOfReturns.map((name) => [name, text]))).toString();
        const asked = `${address}?${query}`;
        const answers = [await ask(asked, { headers: { cookie: guest } })];
        if (takesForms)
          answers.push(await ask(asked, { method: 'POST', headers: { ...fromOurPages, cookie: guest }, form: query }));
        for (const answer of answers) {
          const where = await leadsAway(answer);
          if (where !== undefined) away.push(`${address} with ${text} leads to ${where}`);
        }
      }
    expect(away).toEqual([]);
  });

  it('is one of ours after signing in, whatever was asked for', async () => {
    const who = { identifier: 'returning@example.com', password: 'four words make one' };
    const nobody = createClient({ baseUrl: product.address });
    await registerBy(nobody, inboxCodes(product.address), { ...who, name: 'Aline Uwase' });
    const form = new URLSearchParams(who).toString();
    for (const text of elsewhere.slice(0, 7)) {
      const query = new URLSearchParams({ returnTo: text }).toString();
      const response = await ask(`/sign-in?${query}`, { method: 'POST', headers: fromOurPages, form });
      expect([text, response.status, await leadsAway(response)]).toEqual([text, 302, undefined]);
    }
  });
});

describe('a session', () => {
  it('begins anew with signing in: who planted the one before holds nothing, and no script reads its cookies', async () => {
    const who = { identifier: 'planted@example.com', password: 'four words make one' };
    const nobody = createClient({ baseUrl: product.address });
    await registerBy(nobody, inboxCodes(product.address), { ...who, name: 'Aline Uwase' });
    const form = new URLSearchParams(who).toString();
    const response = await ask('/sign-in', { method: 'POST', headers: { ...fromOurPages, cookie: guest }, form });
    const cookies = response.headers.getSetCookie();
    const [planted = ''] = guest.split('=').slice(1);
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) {
      expect(cookie).not.toContain(planted);
      expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+/);
    }
    const plantedPage = await (await ask('/my-tickets', { headers: { cookie: guest } })).text();
    const ownCookies = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    const ownPage = await (await ask('/my-tickets', { headers: { cookie: ownCookies } })).text();
    expect([plantedPage.includes('Sign out'), ownPage.includes('Sign out')]).toEqual([false, true]);
  });

  it('is Secure over TLS, and of a name that no sister site can plant', async () => {
    const tls = { 'x-forwarded-proto': 'https', ...fromOurPages };
    const who = new URLSearchParams({ identifier: 'planted@example.com', password: 'four words make one' }).toString();
    const cookies = (await ask('/sign-in', { method: 'POST', headers: tls, form: who })).headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-safiri_\w+=.*; Secure/);
  });
});

describe('every page', () => {
  it('says by its headers what may run on it, and who may frame it: nobody', async () => {
    for (const { address } of routes) {
      const { headers } = await ask(address, { headers: { cookie: guest } });
      const policy = headers.get('content-security-policy') ?? '';
      expect({ address, policy }).toEqual({ address, policy: expect.stringContaining("frame-ancestors 'none'") });
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});
