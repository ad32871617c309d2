/**
 * Dates and numbers as people of a language write them. ICU knows the names of days and months in Kinyarwanda, but puts the
 * year first, and dots into thousands, as nobody in Rwanda does: there it is day, month, year, and numbers as in English.
 */
function isKinyarwanda(tag: string): boolean {
  return /^rw\b/i.test(tag);
}

/** The language whose way to write numbers, and whose plurals, are taken; browsers and Node have no plurals of Kinyarwanda. */
export function numbersLocale(tag: string): string {
  return isKinyarwanda(tag) ? 'en' : tag;
}

/** An instant, in milliseconds since the epoch, as a language writes dates and times. */
export function formatInstant(milliseconds: number, tag: string, options: Intl.DateTimeFormatOptions): string {
  if (!isKinyarwanda(tag)) return formatterOf(tag, options).format(milliseconds);
  // Short names of months are no help: "Kan." is also a Thursday.
  const month = options.month === undefined ? {} : { month: 'long' as const };
  const dateStyle = options.dateStyle === 'medium' ? { dateStyle: 'long' as const } : {};
  const parts = formatterOf(tag, { ...options, ...month, ...dateStyle }).formatToParts(milliseconds);
  const written = (types: readonly Intl.DateTimeFormatPartTypes[], between: string): string =>
    types.flatMap((type) => parts.find((part) => part.type === type)?.value ?? []).join(between);
  const date = written(['weekday', 'day', 'month', 'year'], ' ');
  const time = written(['hour', 'minute'], ':');
  return [date, time].filter((text) => text !== '').join(' ');
}

/** Making a formatter costs more than using it a thousand times. Tags, zones and forms are few; the bound guards against who invents some. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const formattersKept = 500;

function formatterOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${tag} ${JSON.stringify(options)}`;
  const known = formatters.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(tag, options);
  if (formatters.size >= formattersKept) formatters.clear();
  formatters.set(name, made);
  return made;
}
