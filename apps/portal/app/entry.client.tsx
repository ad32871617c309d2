import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { browserMessages, documentLocale, openedPageHasMessages } from './messages/browser-messages.ts';
import { languageField, searchInLanguage } from './messages/languages.ts';
import { LanguageProvider, languageOf } from './messages/text-context.tsx';
import { FailedRequestProvider } from './errors/failed-request.tsx';

const { pathname, search, hash } = location;
await openedPageHasMessages;
// The choice is in a cookie by now. Left in the address, it would undo a later one when somebody goes back.
if (new URLSearchParams(search).has(languageField)) {
  history.replaceState(history.state, '', `${pathname}${searchInLanguage(search, undefined)}${hash}`);
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <FailedRequestProvider requestId={document.documentElement.dataset['failedRequest']}>
        <LanguageProvider language={languageOf(browserMessages, documentLocale())}>
          <HydratedRouter />
        </LanguageProvider>
      </FailedRequestProvider>
    </StrictMode>,
  );
});
