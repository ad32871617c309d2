/**
 * The languages of the portal: what each calls itself, which way it is written, and how it writes dates and money where a
 * browser does not say more exactly.
 */
export const languages = {
  en: { name: 'English', direction: 'ltr', tag: 'en-GB' },
  fr: { name: 'Français', direction: 'ltr', tag: 'fr' },
  rw: { name: 'Ikinyarwanda', direction: 'ltr', tag: 'rw' },
  sw: { name: 'Kiswahili', direction: 'ltr', tag: 'sw' },
} as const satisfies Record<string, { readonly name: string; readonly direction: 'ltr' | 'rtl'; readonly tag: string }>;

export type Locale = keyof typeof languages;

export const locales: readonly Locale[] = ['en', 'fr', 'rw', 'sw'];

export const fallbackLocale: Locale = 'en';

/** The name under which an address chooses a language: `?lang=fr`. */
export const languageField = 'lang';

export function isLocale(text: string): text is Locale {
  return Object.hasOwn(languages, text);
}

/** What follows the path in the address of the same page in another language; the visitor's own where none is given. */
export function searchInLanguage(search: string, locale: Locale | undefined): string {
  const fields = new URLSearchParams(search);
  fields.delete(languageField);
  if (locale !== undefined) fields.append(languageField, locale);
  return fields.size === 0 ? '' : `?${fields.toString()}`;
}
