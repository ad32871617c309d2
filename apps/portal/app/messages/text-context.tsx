import { createContext, use, type ReactNode } from 'react';
import type { Messages } from './en.ts';
import type { Locale } from './languages.ts';
import { createText, type Text } from './text.ts';

export type Language = { readonly locale: Locale; readonly text: Text };

const LanguageContext = createContext<Language | undefined>(undefined);

/** Parsed messages live as long as their catalogue, not as long as a page. */
const languages = new WeakMap<Partial<Messages>, Language>();

export function languageOf(messages: Partial<Messages>, locale: Locale): Language {
  const known = languages.get(messages) ?? { locale, text: createText(messages, locale) };
  languages.set(messages, known);
  return known;
}

export function LanguageProvider({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (language === undefined) throw new Error('a page is drawn outside LanguageProvider');
  return language;
}

export function useText(): Text {
  return useLanguage().text;
}
