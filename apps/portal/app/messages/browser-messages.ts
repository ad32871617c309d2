import { loadMessagesFor } from './catalogues.ts';
import type { Messages } from './en.ts';
import { fallbackLocale, isLocale, type Locale } from './languages.ts';

/** What this document has of the catalogue of its language; another language is another document. */
export const browserMessages: Partial<Messages> = {};

export function documentLocale(): Locale {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : fallbackLocale;
}

/** Has the words of a page here before it is drawn. */
export async function bringMessagesFor(pathname: string): Promise<void> {
  Object.assign(browserMessages, await loadMessagesFor(documentLocale(), pathname));
}

/** Of the page that was opened; asked for as soon as this runs, so that on a slow line it comes along with the scripts. */
export const openedPageHasMessages = import.meta.env.SSR ? undefined : bringMessagesFor(location.pathname);
