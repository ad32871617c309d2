/**
 * A list as PostgreSQL writes arrays, for rows that travel as JSON: as a text the database reads it in one go, as a JSON
 * array each member by itself, several times slower. For numbers, truth values and UUIDs, which need no quotes.
 */
export function arrayLiteral(members: readonly (string | number | boolean | null)[]): string {
  return `{${members.map((member) => member ?? 'null').join(',')}}`;
}
