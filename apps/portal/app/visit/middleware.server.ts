import type { MiddlewareFunction } from 'react-router';
import { loadMessages } from '../messages/catalogues.ts';
import { languageOf } from '../messages/text-context.tsx';
import { compress } from './compress.server.ts';
import { isFromOurPages } from './origin-check.server.ts';
import { setSecurityHeaders } from './security-headers.server.ts';
import { shareIfPublic } from './public-pages.server.ts';
import { openVisit, rememberVisit } from './visit.server.ts';

/** Around every request: opens the visit, refuses forms of foreign pages, writes cookies and security headers, and compresses. */
export const visitMiddleware: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const visit = await openVisit(request);
  rememberVisit(context, visit);
  const answered = isFromOurPages(request)
    ? await next()
    : new Response(languageOf(await loadMessages(visit.locale), visit.locale).text('error.foreign-form'), {
        status: 403,
      });
  for (const cookie of visit.session.changes()) answered.headers.append('set-cookie', cookie);
  const response = await shareIfPublic(request, answered);
  if (response.headers.get('content-type')?.startsWith('text/html') === true) {
    response.headers.set('content-language', visit.locale);
  }
  response.headers.append('vary', 'accept-language, cookie');
  const account = visit.session.accountMark();
  if (account !== undefined) response.headers.set('safiri-account', account);
  setSecurityHeaders(response.headers, { ...visit, path: new URL(request.url).pathname });
  return await compress(request, response);
};
