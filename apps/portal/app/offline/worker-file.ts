import { source } from './kept-tickets-worker.ts?browser-source';

/** The service worker, under an address of its own at the top, since it may see all pages below. Asked for anew each time, so that a newer one is heard of at once. */
export function loader() {
  return new Response(source, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
