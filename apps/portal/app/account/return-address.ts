/** Where to go after signing in: a path of our own, or `otherwise`. Never another site, however it is spelt. */
export function readReturnAddress(text: string | null, otherwise: string): string {
  if (text === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return otherwise;
  const here = new URL('http://portal.invalid');
  const there = new URL(text, here);
  // Dots are resolved by now: what they leave may begin like the address of another host.
  const isOurs = there.origin === here.origin && !there.pathname.startsWith('//');
  return isOurs ? `${there.pathname}${there.search}${there.hash}` : otherwise;
}
