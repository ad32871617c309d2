import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { rw } from './rw.ts';
import { sw } from './sw.ts';

export type Key = keyof typeof en;
export type Catalogue = Readonly<Record<Key, string>>;

const catalogues: Readonly<Record<string, Catalogue>> = { en, fr, rw, sw };

/** One formatter per language and key, made when first needed: parsing a message costs more than formatting it. */
const formatters = new Map<string, IntlMessageFormat>();

/** The message in the passenger's language, in English where there is no catalogue for it. */
export function say(locale: string, key: Key, values: Readonly<Record<string, string | number>>): string {
  const language = languageOf(locale);
  const name = `${language} ${key}`;
  const formatter = formatters.get(name) ?? new IntlMessageFormat(catalogues[language]?.[key] ?? en[key], language);
  formatters.set(name, formatter);
  return String(formatter.format(values));
}

export function languageOf(locale: string): string {
  const language = locale.slice(0, 2);
  return language in catalogues ? language : 'en';
}
