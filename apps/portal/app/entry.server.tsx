import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { renderToPipeableStream } from 'react-dom/server';
import { ServerRouter, type EntryContext, type HandleErrorFunction, type RouterContextProvider } from 'react-router';
import { hashOf, patientPage } from './drawing/patient-page.server.ts';
import { source as waking } from './drawing/wake-page.ts?browser-source';
import { loadMessages } from './messages/catalogues.ts';
import { LanguageProvider, languageOf } from './messages/text-context.tsx';
import { FailedRequestProvider } from './errors/failed-request.tsx';
import styles from './styles.css?inline';
import { contentSecurityPolicy } from './visit/security-headers.server.ts';
import { visitOf } from './visit/visit.server.ts';

/** A page is drawn in milliseconds once its loaders have answered; one that takes this long is stuck. */
const drawingMilliseconds = 5_000;
const styleHash = hashOf(styles);

/** Draws a whole page. Loaders are awaited before, so there is nothing to stream piece by piece. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { locale, requestId } = visitOf(context);
  const nonce = randomBytes(16).toString('hex');
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
      const body = new PassThrough();
      resolve(
        text(body).then((drawn) => {
          const { html, scriptHashes } = patientPage({
            html: drawn,
            nonce,
            entry: routerContext.manifest.entry.module,
            waking,
          });
          headers.set('content-type', 'text/html; charset=utf-8');
          headers.set('content-security-policy', contentSecurityPolicy({ scriptHashes, styleHash }));
          return new Response(html, { status, headers });
        }),
      );
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
