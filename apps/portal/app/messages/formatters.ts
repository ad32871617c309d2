import { IntlMessageFormat, type Formatters } from 'intl-messageformat';

/*
 * Before it writes its first number, a browser looks through all languages that it knows numbers of. A cheap phone needs a
 * tenth of a second for that, in one piece and just when a page wakes up. So nothing here asks for it that can do without.
 */

/** As the library has it, but for the question which languages are known: ours are (`languages.ts`). */
IntlMessageFormat.resolveLocale = (tags) => new Intl.Locale(typeof tags === 'string' ? tags : (tags[0] ?? 'en'));

/** Whole numbers below it are written alike in each of our languages; from it on their digits are grouped. */
const leastGrouped = 1_000;

type NumberArguments = Parameters<Formatters['getNumberFormat']>;

/** What messages of one language share. */
export function createFormatters(): Formatters {
  const ofTag = { numbers: new Map<string, Intl.NumberFormat>(), plurals: new Map<string, Intl.PluralRules>() };
  return {
    getNumberFormat: (...args) => remembered(ofTag.numbers, args, () => quickNumbers(args)),
    getPluralRules: (...args) => remembered(ofTag.plurals, args, () => new Intl.PluralRules(...args)),
    getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
  };
}

function remembered<Made>(known: Map<string, Made>, args: readonly unknown[], make: () => Made): Made {
  const key = JSON.stringify(args);
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

/** A number format that comes into being with the first number that needs it. */
function quickNumbers([tags, options]: NumberArguments): Intl.NumberFormat {
  if (options !== undefined) return new Intl.NumberFormat(tags, options);
  let real: Intl.NumberFormat | undefined;
  const format = (value: number): string => {
    if (Number.isInteger(value) && value >= 0 && value < leastGrouped) return String(value);
    real ??= new Intl.NumberFormat(tags);
    return real.format(value);
  };
  return new Proxy(Intl.NumberFormat.prototype, { get: (_none, name) => (name === 'format' ? format : undefined) });
}
