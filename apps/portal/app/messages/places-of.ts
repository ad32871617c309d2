import { IntlMessageFormat } from 'intl-messageformat';

/** What a message wants to be told, each with its kind and, of a choice between words, its choices; throws when it cannot be read. */
export function placesOf(message: string): string[] {
  const { getAst } = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true });
  return [...new Set(placesIn(getAst()))].toSorted();
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Numbers of the library for the kinds of its elements. */
const kinds: Readonly<Record<number, string>> = {
  1: 'argument',
  2: 'number',
  3: 'date',
  4: 'time',
  5: 'select',
  6: 'plural',
};

function placesIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    const kind = kinds[element.type];
    if (kind === undefined || !('value' in element)) return [];
    if (!('options' in element)) return [`${element.value} ${kind}`];
    // How many plurals there are is the language's own; a choice between words is the program's.
    const choices = kind === 'select' ? Object.keys(element.options).map((choice) => ` ${choice}`) : [];
    const inner = Object.values(element.options).flatMap((option) => placesIn(option.value));
    return [`${element.value} ${kind}${choices.toSorted().join('')}`, ...inner];
  });
}
