import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter, type EntryContext, type HandleErrorFunction, type RouterContextProvider } from 'react-router';
import { loadMessages } from './messages/catalogues.ts';
import { LanguageProvider, languageOf } from './messages/text-context.tsx';
import { FailedRequestProvider } from './errors/failed-request.tsx';
import { visitOf } from './visit/visit.server.ts';

/** A page is drawn in milliseconds once its loaders have answered; one that takes this long is stuck. */
const drawingMilliseconds = 5_000;

/** Draws a whole page. Loaders are awaited before, so there is nothing to stream piece by piece. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { locale, nonce, requestId } = visitOf(context);
  const language = languageOf(await loadMessages(locale), locale);
  const page = (
    <FailedRequestProvider requestId={status >= 500 ? requestId : undefined}>
      <LanguageProvider language={language}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </LanguageProvider>
    </FailedRequestProvider>
  );
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const drawing = renderToPipeableStream(page, {
    nonce,
    onAllReady: () => {
      clearTimeout(patience);
      headers.set('content-type', 'text/html; charset=utf-8');
      const body = new PassThrough();
      resolve(text(body).then((html) => new Response(withPatientScripts(html), { status, headers })));
      drawing.pipe(body);
    },
    onShellError: (error) => {
      clearTimeout(patience);
      reject(error);
    },
    onError: reject,
  });
  const patience = setTimeout(() => drawing.abort(), drawingMilliseconds);
  return await promise;
}

/**
 * Scripts that are fetched after what can be seen. Every page is whole without them, and on a slow line they would keep
 * its style sheet waiting; React Router has no setting for it. Words of pages hold no such tag: React escapes them.
 */
function withPatientScripts(html: string): string {
  return html.replaceAll('<link rel="modulepreload" ', '<link rel="modulepreload" fetchpriority="low" ');
}

/** Bugs, one structured line each. Answers that loaders throw on purpose do not come here. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  const requestId = visitOf(context).requestId;
  const path = new URL(request.url).pathname.replace(/^\/t\/[^/]+/, '/t/…');
  const described =
    error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
  console.error(
    JSON.stringify({
      level: 'error',
      service: 'portal',
      msg: 'bug',
      requestId,
      method: request.method,
      path,
      err: described,
    }),
  );
};
