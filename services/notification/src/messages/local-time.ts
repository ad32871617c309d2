import { languageOf } from './catalogue.ts';

/** One formatter per language and time zone, made when first needed: that costs a hundred times what formatting does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** An instant as the clocks of a time zone show it: "Fri, May 1, 21:30". */
export function localTime(instant: string, timeZone: string, locale: string): string {
  const language = languageOf(locale);
  const name = `${language} ${timeZone}`;
  const formatter =
    formatters.get(name) ??
    new Intl.DateTimeFormat(language, {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formatters.set(name, formatter);
  return formatter.format(Date.parse(instant));
}
