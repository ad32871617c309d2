import type { Messages } from './en.ts';
import type { FrontMessages } from './en/front.ts';
import type { Locale } from './languages.ts';

type Catalogue = {
  /** What most visitors come for, in a file of its own: their first page waits for no more. */
  readonly front: () => Promise<FrontMessages>;
  readonly whole: () => Promise<Messages>;
};

const catalogues: Readonly<Record<Locale, Catalogue>> = {
  en: {
    front: async () => (await import('./en/front.ts')).front,
    whole: async () => (await import('./en.ts')).en,
  },
  fr: {
    front: async () => (await import('./fr/front.ts')).front,
    whole: async () => (await import('./fr.ts')).fr,
  },
  rw: {
    front: async () => (await import('./rw/front.ts')).front,
    whole: async () => (await import('./rw.ts')).rw,
  },
  sw: {
    front: async () => (await import('./sw/front.ts')).front,
    whole: async () => (await import('./sw.ts')).sw,
  },
};

export async function loadMessages(locale: Locale): Promise<Messages> {
  return await catalogues[locale].whole();
}

/** Pages whose words are all in `front`, which a test holds true: the first page, results and a trip. */
const frontPages = /^\/(search|trips\/[^/]+)?$/;

/** What the page at an address needs, or more. */
export async function loadMessagesFor(locale: Locale, pathname: string): Promise<Partial<Messages>> {
  return await (frontPages.test(pathname) ? catalogues[locale].front() : catalogues[locale].whole());
}
