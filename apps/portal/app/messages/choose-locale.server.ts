import { fallbackLocale, isLocale, languageField, languages, type Locale } from './languages.ts';

/** The language of the words, and the whole tag that says how dates and money are written. */
export type ChosenLocale = { readonly language: Locale; readonly tag: string };

/** The language that the address of a page asks for. */
export function askedLocale(request: Request): Locale | undefined {
  const asked = new URL(request.url).searchParams.get(languageField) ?? '';
  return isLocale(asked) ? asked : undefined;
}

/** A visitor's own choice, now or earlier, before what the browser asks for, before English. */
export function chooseLocale(request: Request, remembered: string | undefined): ChosenLocale {
  const tags = preferredTags(request.headers.get('accept-language') ?? '');
  const choices = [askedLocale(request) ?? '', remembered ?? '', ...tags.map(languageOfTag)];
  const language = choices.find(isLocale) ?? fallbackLocale;
  const tag = tags.find((each) => languageOfTag(each) === language && isTag(each)) ?? languages[language].tag;
  return { language, tag };
}

function languageOfTag(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}

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
