import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { fallbackLocale, isLocale, loadMessages } from './messages/catalogues.ts';
import { LanguageProvider, languageOf } from './messages/text-context.tsx';
import { FailedRequestProvider } from './errors/failed-request.tsx';

const { lang, dataset } = document.documentElement;
const locale = isLocale(lang) ? lang : fallbackLocale;
const language = languageOf(await loadMessages(locale), locale);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <FailedRequestProvider requestId={dataset['failedRequest']}>
        <LanguageProvider language={language}>
          <HydratedRouter />
        </LanguageProvider>
      </FailedRequestProvider>
    </StrictMode>,
  );
});
