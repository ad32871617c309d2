/** One member of a thing, as it was and as it is; undefined where it was not there. */
export type Change = {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isChanged: boolean;
};

/** Deeper members are shown as text. */
const deepest = 3;

/** What differs between two states of a thing first, each in the order of its names; then what stayed. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const [was, is] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  const changes = names.map((name) => {
    const [one, other] = [was.get(name), is.get(name)];
    return { name, before: one, after: other, isChanged: one !== other };
  });
  return [...changes.filter(({ isChanged }) => isChanged), ...changes.filter(({ isChanged }) => !isChanged)];
}

/** The members of a thing by their path, e.g. "calendar.firstDate". */
function membersOf(value: unknown, path = '', levels = deepest): Map<string, string> {
  if (value === null && path === '') return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value) || levels === 0)
    return new Map([[path, textOf(value)]]);
  return new Map(
    Object.entries(value).flatMap(([name, member]) => [
      ...membersOf(member, path === '' ? name : `${path}.${name}`, levels - 1),
    ]),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
