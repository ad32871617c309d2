/**
 * Keeps tickets that were opened, to be read without a network. It keeps nothing else: not payments, not lists, no answer of
 * the API. A page of a ticket asks for itself to be kept (use-kept-tickets.ts); what is kept runs no script, so that old
 * pages never talk to a newer product. Everything is thrown away when somebody signs out, by whatever way.
 *
 * The build hands this file out as it is, without types (vite.config.ts): it imports nothing.
 */
declare const self: {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: Telling) => void): void;
};
type Lasting = { waitUntil(work: Promise<unknown>): void };
type Fetching = Lasting & {
  readonly request: Request;
  /** Of the page that asks. */
  readonly clientId: string;
  respondWith(answer: Promise<Response>): void;
};
type Telling = Lasting & { readonly data: unknown; readonly source: { readonly id: string } | null };
export type KeptTicket = { readonly keep: string };

/** Its number rises when pages kept until now could not be shown any more. */
const cacheName = 'safiri-kept-2';
/** A season of journeys; a page takes some 40 kB. */
const mostKept = 20;
/** A phone that has one bar gets what is kept before its owner gives up. */
const patienceMilliseconds = 4_000;
const offlinePage = '/offline';
const accountAddress = '/kept/account';
const ticketPath = /^\/t\/[\w-]{22}$/;

self.addEventListener('install', (event) => event.waitUntil(prepare()));
self.addEventListener('activate', (event) => event.waitUntil(tidyUp()));
self.addEventListener('message', (event) => {
  const { data, source } = event;
  if (source?.id === signedOut) return;
  const path: unknown = typeof data === 'object' && data !== null && 'keep' in data ? data.keep : undefined;
  if (typeof path === 'string' && ticketPath.test(path)) event.waitUntil(keep(path));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname.startsWith('/sign-out')) {
    if (request.mode === 'navigate') signedOut = event.clientId;
    event.waitUntil(forget());
  }
  if (request.method === 'GET' && request.mode === 'navigate') event.respondWith(navigate(request, pathname));
});

/** The page on which somebody signed out by a form without script: what its script, which came too late, wishes is not done. */
let signedOut = '';
/** Rises whenever all tickets are thrown away: what was being kept at that moment is not. */
let timesForgotten = 0;

async function forget(): Promise<void> {
  timesForgotten += 1;
  const cache = await caches.open(cacheName);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (ticketPath.test(pathname) || pathname === accountAddress) await cache.delete(request);
  }
}

/** A newer worker takes over at once: pages it finds are shown as they are, and what it does is of one request each. */
async function prepare(): Promise<void> {
  await keepPage(offlinePage);
  await self.skipWaiting();
}

async function tidyUp(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith('safiri-kept-') && name !== cacheName);
  await Promise.all(others.map(async (name) => await caches.delete(name)));
  await self.clients.claim();
}

async function navigate(request: Request, pathname: string): Promise<Response> {
  const has = ticketPath.test(pathname) && (await (await caches.open(cacheName)).match(pathname)) !== undefined;
  const asked = fetch(request).then(async (answer) => {
    await noteAccount(answer);
    return answer;
  });
  if (!has) return await asked.catch(listKept);
  const tooLate = new Promise<undefined>((resolve) => {
    setTimeout(resolve, patienceMilliseconds, undefined);
  });
  return (await Promise.race([asked.catch(() => undefined), tooLate])) ?? (await kept(pathname));
}

async function kept(pathname: string): Promise<Response> {
  return (await (await caches.open(cacheName)).match(pathname)) ?? Response.error();
}

async function keep(path: string): Promise<void> {
  await keepPage(path);
  const cache = await caches.open(cacheName);
  const tickets = (await cache.keys()).filter(({ url }) => ticketPath.test(new URL(url).pathname));
  for (const oldest of tickets.slice(0, Math.max(0, tickets.length - mostKept))) await cache.delete(oldest);
}

/** The page without its scripts, marked as kept: it says then when that was. */
async function keepPage(path: string): Promise<void> {
  const before = timesForgotten;
  const answer = await fetch(path);
  if (timesForgotten !== before) return;
  await noteAccount(answer);
  const noted = timesForgotten;
  const cache = await caches.open(cacheName);
  // A ticket that is not there, or not paid, is not kept, and what was is forgotten.
  await cache.delete(path);
  if (!answer.ok || answer.redirected) return;
  const page = await answer.text();
  if (path !== offlinePage && !page.includes('data-kept-title')) return;
  const still = page.replaceAll(/<(script)\b[^]*?<\/\1>/g, '').replace('<html ', '<html data-kept="" ');
  await cache.put(path, new Response(still, { headers: answer.headers }));
  if (timesForgotten !== noted) await forget();
}

/** The page that says that there is no connection, with what can be read all the same, the newest first. */
async function listKept(): Promise<Response> {
  const cache = await caches.open(cacheName);
  const page = await cache.match(offlinePage);
  if (page === undefined) return Response.error();
  const items: string[] = [];
  for (const request of (await cache.keys()).toReversed()) {
    const { pathname } = new URL(request.url);
    if (!ticketPath.test(pathname)) continue;
    const title = /data-kept-title="([^"]*)"/.exec((await (await cache.match(request))?.text()) ?? '')?.[1];
    items.push(`<li><a href="${pathname}">${title ?? pathname}</a></li>`);
  }
  const html = await page.text();
  return new Response(
    html.replace(/<ul data-kept-list[^>]*>/, (list) => list + items.join('')),
    { headers: page.headers },
  );
}

/** Tickets that somebody kept while signed in are nobody else's: they go when the next page is not that account's. */
async function noteAccount(answer: Response): Promise<void> {
  const now = answer.headers.get('safiri-account') ?? '';
  const cache = await caches.open(cacheName);
  const before = (await (await cache.match(accountAddress))?.text()) ?? '';
  if (now === before) return;
  if (before !== '') await forget();
  await (await caches.open(cacheName)).put(accountAddress, new Response(now));
}
