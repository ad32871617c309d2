import { isPrivatePage } from './public-pages.server.ts';

/** Pages that read codes by camera. They are reached by loading a document: one keeps the policy it came with. */
const cameraPages = /^\/(scan|device)$/;

/** Headers of every answer of the portal. A page may set a stricter cache or referrer policy of its own. */
export function setSecurityHeaders(
  headers: Headers,
  options: { readonly nonce: string; readonly requestId: string; readonly path: string },
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
  headers.set('content-security-policy', contentSecurityPolicy(options.nonce));
}

/** What may run is the page's own scripts, by its nonce, and what these load. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
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
