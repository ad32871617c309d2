import { useLocation } from 'react-router';
import { languages, locales, searchInLanguage } from '../messages/languages.ts';
import { useLanguage } from '../messages/text-context.tsx';

/** The same page in each language, by links that load a document: its words come with it. */
export function LanguageChoice() {
  const { locale, text } = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <nav id="languages" aria-label={text('site.languages')}>
      <ul className="flex flex-wrap gap-x-4">
        {locales.map((each) => (
          <li key={each}>
            <a
              href={`${pathname}${searchInLanguage(search, each)}`}
              lang={each}
              hrefLang={each}
              aria-current={each === locale ? 'true' : undefined}
              className="inline-flex min-h-11 items-center aria-[current]:font-bold aria-[current]:no-underline"
            >
              {languages[each].name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
