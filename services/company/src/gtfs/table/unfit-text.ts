/** What never belongs in a value: NUL, line breaks, and the mark that decoding leaves where bytes are no UTF-8. */
// oxlint-disable-next-line no-control-regex
const unfit = /[\0\r\n\uFFFD]/;

/** What is wrong with the characters of a value, if anything. */
export function findUnfitness(value: string): { readonly code: string; readonly expected: string } | undefined {
  if (!unfit.test(value)) return undefined;
  if (/[\r\n]/.test(value))
    return { code: 'new_line_in_value', expected: 'A value on one line; or a quote was left open.' };
  return { code: 'invalid_character', expected: 'Text in UTF-8.' };
}
