import type { Messages } from './en.ts';

/** Every language the portal speaks, each in a file of its own, so that a browser loads one. The first is the fallback. */
const catalogues = {
  en: async () => (await import('./en.ts')).en,
} satisfies Record<string, () => Promise<Messages>>;

export type Locale = keyof typeof catalogues;

export const fallbackLocale: Locale = 'en';

export function isLocale(text: string): text is Locale {
  return Object.hasOwn(catalogues, text);
}

export async function loadMessages(locale: Locale): Promise<Messages> {
  return await catalogues[locale]();
}
