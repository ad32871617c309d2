import { useEffect, type ReactNode } from 'react';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteLoaderData,
} from 'react-router';
import { useFocusOnChange } from '@safiri/ui-web';
import { chosenScheme } from './appearance/scheme.server.ts';
import icon from './errors/favicon.svg?url';
import { ErrorPage } from './errors/error-page.tsx';
import { useFailedRequest } from './errors/failed-request.tsx';
import { bringMessagesFor } from './messages/browser-messages.ts';
import { askedLocale } from './messages/choose-locale.server.ts';
import { languages } from './messages/languages.ts';
import touchIcon from './offline/icon-180.png?url';
import { useLanguage } from './messages/text-context.tsx';
import { SharePicture } from './share/share-picture.tsx';
import { LanguageAlternates } from './ui/language-alternates.tsx';
import { SiteFooter } from './ui/site-footer.tsx';
import { SiteHeader } from './ui/site-header.tsx';
import { originOf } from './visit/cookies.server.ts';
import { visitMiddleware } from './visit/middleware.server.ts';
import { mayOffer, visitOf } from './visit/visit.server.ts';
import type { Route } from './+types/root';
import styles from './styles.css?inline';

export const middleware: Route.MiddlewareFunction[] = [visitMiddleware];

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [
  async ({ request }, next) => {
    await bringMessagesFor(new URL(request.url).pathname);
    await next();
  },
];

/** What the frame around every page needs to know of the visitor. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  return {
    scheme: chosenScheme(request),
    origin: originOf(request),
    askedLocale: askedLocale(request),
    signedIn: visit.session.holder().kind === 'account',
    mayScan: await mayOffer(visit, 'ticket:scan'),
    mayManage: await mayOffer(visit, 'staff:write'),
  };
}

export const links: Route.LinksFunction = () => [
  { rel: 'icon', href: icon, type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: touchIcon },
  { rel: 'manifest', href: '/manifest.webmanifest' },
];

/** The document. A page whose loader names `refreshSeconds` is fetched again by browsers that run no script. */
export function Layout({ children }: { readonly children: ReactNode }) {
  const { locale, text } = useLanguage();
  const failedRequest = useFailedRequest();
  const origin = useRouteLoaderData<typeof loader>('root')?.origin;
  const refreshSeconds = useRefreshSeconds();
  const scheme = useRouteLoaderData<typeof loader>('root')?.scheme;
  return (
    <html lang={locale} dir={languages[locale].direction} data-scheme={scheme} data-failed-request={failedRequest}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={scheme ?? 'light dark'} />
        <meta name="theme-color" content="#0c5a45" />
        <meta name="format-detection" content="telephone=no" />
        {refreshSeconds !== undefined && (
          <noscript>
            <meta httpEquiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        {origin !== undefined && <LanguageAlternates origin={origin} />}
        {origin !== undefined && <SharePicture origin={origin} />}
        <Meta />
        {/* In the page, since on a slow line a file more is a round trip more before anything is seen. Browsers find it by its
            name there and need not bring its text, which would be fetched twice. */}
        <style href="page" precedence="page">
          {import.meta.env.SSR ? styles : ''}
        </style>
        <Links />
      </head>
      <body>
        <a className="skip-link" href="#content">
          {text('nav.skip')}
        </a>
        <SiteHeader />
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl flex-1 px-4 pt-6 pb-16 outline-none">
          {children}
        </main>
        <SiteFooter />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  const { pathname, search } = useLocation();
  useFocusOnChange(`${pathname}${search}`);
  // What was pressed before is done now (drawing/wake-page.ts).
  useEffect(() => void dispatchEvent(new Event('awake')), []);
  return <Outlet />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}

function useRefreshSeconds(): number | undefined {
  const shown = useMatches().at(-1)?.loaderData;
  return typeof shown === 'object' &&
    shown !== null &&
    'refreshSeconds' in shown &&
    typeof shown.refreshSeconds === 'number'
    ? shown.refreshSeconds
    : undefined;
}
