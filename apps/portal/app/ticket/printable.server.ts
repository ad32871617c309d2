/** Stands for letters that a font has not: what it stands for is told beside it. */
export const otherLetters = '[…]';

/**
 * The text in letters that a font has. A letter with a mark it lacks loses the mark; a run of letters it lacks becomes one
 * sign, instead of boxes that look like a name and are none.
 */
export function printable(text: string, hasLetter: (codePoint: number) => boolean): string {
  const has = (letter: string): boolean => hasLetter(letter.codePointAt(0) ?? 0);
  const drawn = [...text.normalize('NFC')].map((letter) => {
    if (has(letter)) return letter;
    const plain = letter.normalize('NFD').replace(/\p{M}/gu, '');
    return plain !== '' && plain !== letter && [...plain].every(has) ? plain : undefined;
  });
  return drawn
    .map((letter, index) => letter ?? (drawn[index - 1] === undefined && index > 0 ? '' : otherLetters))
    .join('')
    .replaceAll(`${otherLetters} ${otherLetters}`, otherLetters);
}
