import type { FieldMistake } from '../field-mistakes.ts';

/** Our deepest body, a seat layout, has six levels; what callbacks send of their own is flatter. */
const deepest = 32;

/**
 * What JSON can say and PostgreSQL cannot keep: NUL and halves of surrogate pairs in texts; and nesting that would end a
 * recursive reader. Found at the border, it is the caller's mistake; found by the database, it would look like ours.
 * Pointers are relative to `data`.
 */
export function findUnstorable(data: unknown): readonly FieldMistake[] {
  const found: FieldMistake[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      if (!isStorable(value)) found.push(at(path, 'must not contain NUL characters or halves of surrogate pairs'));
    } else if (typeof value === 'object' && value !== null) {
      if (path.length === deepest) found.push(at(path, `must not nest deeper than ${deepest} levels`));
      else
        for (const [key, member] of Object.entries(value)) {
          if (isStorable(key)) visit(member, [...path, key]);
          else found.push(at(path, 'must not have names with NUL characters or halves of surrogate pairs'));
        }
    }
  };
  visit(data, []);
  return found;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function at(path: readonly string[], message: string): FieldMistake {
  return { pointer: path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''), message };
}
