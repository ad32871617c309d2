import { fallbackLocale, isLocale, type Locale } from './catalogues.ts';

/** The language of the words, and the whole tag that says how dates and money are written. */
export type ChosenLocale = { readonly language: Locale; readonly tag: string };

/** A visitor's own choice, in a cookie, before what the browser asks for, before English. */
export function chooseLocale(request: Request): ChosenLocale {
  const chosen = /(?:^|;\s*)safiri_locale=([A-Za-z-]{2,20})/.exec(request.headers.get('cookie') ?? '')?.[1];
  const wanted = [
    ...(chosen === undefined ? [] : [chosen]),
    ...preferredTags(request.headers.get('accept-language') ?? ''),
  ];
  for (const tag of wanted) {
    const language = tag.split('-')[0]?.toLowerCase() ?? '';
    if (isLocale(language) && isTag(tag)) return { language, tag };
  }
  return { language: fallbackLocale, tag: fallbackTag };
}

/** Day before month, as East Africa writes. */
const fallbackTag = 'en-GB';

function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** No browser lists more languages than a person speaks. */
const tagsRead = 10;

/** Language tags of an Accept-Language header, the dearest first. */
export function preferredTags(header: string): string[] {
  return header
    .split(',', tagsRead)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}
