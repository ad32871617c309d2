import { isPrivatePage } from './public-pages.server.ts';

/** Pages that read codes by camera. They are reached by loading a document: one keeps the policy it came with. */
const cameraPages = /^\/(scan|device)$/;

/** Headers of every answer of the portal. A page may set a stricter cache or referrer policy of its own. */
export function setSecurityHeaders(
  headers: Headers,
  options: { readonly requestId: string; readonly path: string },
): void {
  const camera = cameraPages.test(options.path) ? '(self)' : '()';
  headers.set('x-request-id', options.requestId);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', `camera=${camera}, geolocation=(), microphone=(), payment=()`);
  if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  // Pages show who is signed in, so no cache between us and the browser may keep them.
  if (!headers.has('cache-control'))
    headers.set('cache-control', isPrivatePage(options.path) ? 'private, no-store' : 'private, no-cache');
  // Pages have named what they may run (entry.server.tsx).
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', contentSecurityPolicy({ scriptHashes: [], styleHash: undefined }));
}

export type Allowed = { readonly scriptHashes: readonly string[]; readonly styleHash: string | undefined };

/** What may run is the page's own scripts, by their hashes, and what these load. */
export function contentSecurityPolicy({ scriptHashes, styleHash }: Allowed): string {
  return [
    "default-src 'none'",
    `script-src ${scriptHashes.length === 0 ? "'none'" : [...scriptHashes, "'strict-dynamic'"].join(' ')}`,
    `style-src ${styleHash ?? "'none'"}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
