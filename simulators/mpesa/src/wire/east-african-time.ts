import { instantText } from '@safiri/simulator-kit';

/** East Africa keeps UTC+3 all the year. */
const aheadMillis = 3 * 3_600_000;

type Parts = { year: string; month: string; day: string; time: string };

function partsOf(millis: number): Parts {
  const [year = '', month = '', rest = ''] = (instantText(millis + aheadMillis) ?? '').split('-');
  return { year, month, day: rest.slice(0, 2), time: rest.slice(3, 11) };
}

/** `20191219102115`, as callbacks write instants. */
export function compactTime(millis: number): string {
  const { year, month, day, time } = partsOf(millis);
  return `${year}${month}${day}${time.replaceAll(':', '')}`;
}

/** `06.07.2024 22:48:52`, as results of payments to customers write them. */
export function dottedTime(millis: number): string {
  const { year, month, day, time } = partsOf(millis);
  return `${day}.${month}.${year} ${time}`;
}

/** `2020-08-04 08:36:00`, as pulled transactions have them. */
export function plainTime(millis: number): string {
  const { year, month, day, time } = partsOf(millis);
  return `${year}-${month}-${day} ${time}`;
}

/** The instant of `2020-08-04 8:36:00`, or undefined when it is none. */
export function parsePlainTime(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{1,2}):(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [, date = '', hour = '', minute = '', second = ''] = match;
  const millis = Date.parse(`${date}T${hour.padStart(2, '0')}:${minute}:${second}+03:00`);
  return Number.isNaN(millis) ? undefined : millis;
}
