/**
 * The newest state of each member of a batch, ascending by id. One statement may touch a row only once, and handlers that
 * lock rows in one order never wait for each other in a circle.
 */
export function newestMembers<Member extends { readonly version: number }>(
  members: readonly Member[],
  idOf: (member: Member) => string | number,
): Member[] {
  const newest = new Map<string | number, Member>();
  for (const member of members) {
    const id = idOf(member);
    const known = newest.get(id);
    if (known === undefined || member.version >= known.version) newest.set(id, member);
  }
  return [...newest].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, member]) => member);
}
