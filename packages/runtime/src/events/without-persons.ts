/** Events call a person's number and address `contact`, and the name `passengerName`; nowhere else in them is one. */
export function withoutPersons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersons);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => {
      if (name === 'passengerName') return [name, null];
      if (name === 'contact' && typeof member === 'object' && member !== null)
        return [name, Object.fromEntries(Object.keys(member).map((way) => [way, null]))];
      return [name, withoutPersons(member)];
    }),
  );
}
