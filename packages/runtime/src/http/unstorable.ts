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
  const path: string[] = [];
  const report = (message: string): void => {
    found.push({
      pointer: path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
      message,
    });
  };
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      if (!isStorableText(value)) report('must not contain NUL characters or halves of surrogate pairs');
    } else if (typeof value === 'object' && value !== null) {
      if (path.length === deepest) report(`must not nest deeper than ${deepest} levels`);
      else visitMembers(value);
    }
  };
  const visitMembers = (value: object): void => {
    for (const key in value) {
      if (!isStorableText(key)) {
        report('must not have names with NUL characters or halves of surrogate pairs');
        continue;
      }
      path.push(key);
      visit(Reflect.get(value, key));
      path.pop();
    }
  };
  visit(data);
  return found;
}

/** Whether `findUnstorable` would find nothing, without noting where it looks: nearly every request ends here. */
export function isStorable(value: unknown, levels = deepest): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isStorable(item, levels - 1));
  for (const name in value)
    if (!isStorableText(name) || !isStorable(Reflect.get(value, name), levels - 1)) return false;
  return true;
}

function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
