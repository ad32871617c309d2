import { formatInstant } from '@safiri/kernel';
import { languageOf } from './catalogue.ts';

/** An instant as the clocks of a time zone show it: "Fri, May 1, 21:30". */
export function localTime(instant: string, timeZone: string, locale: string): string {
  return formatInstant(Date.parse(instant), languageOf(locale), {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
