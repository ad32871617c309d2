/** Where to go after signing in: a path of our own, or `otherwise`. Never another site, however it is spelt. */
export function readReturnAddress(text: string | null, otherwise: string): string {
  if (text === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return otherwise;
  const here = new URL('http://portal.invalid');
  const there = new URL(text, here);
  return there.origin === here.origin ? `${there.pathname}${there.search}${there.hash}` : otherwise;
}
