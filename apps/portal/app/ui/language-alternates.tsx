import { useLocation } from 'react-router';
import { locales, searchInLanguage } from '../messages/languages.ts';

/** Tells search engines the addresses of the same page in each language, and where the visitor's own is chosen. */
export function LanguageAlternates({ origin }: { readonly origin: string }) {
  const { pathname, search } = useLocation();
  return (
    <>
      {locales.map((locale) => (
        <link
          key={locale}
          rel="alternate"
          hrefLang={locale}
          href={`${origin}${pathname}${searchInLanguage(search, locale)}`}
        />
      ))}
      <link rel="alternate" hrefLang="x-default" href={`${origin}${pathname}${searchInLanguage(search, undefined)}`} />
    </>
  );
}
