import { isScheme, type Scheme } from './schemes.ts';

/** The longest that browsers keep a cookie. */
const keptSeconds = 400 * 86_400;

/** What the visitor chose; nothing where they leave it to their system. */
export function chosenScheme(request: Request): Scheme | undefined {
  const text = /(?:^|;\s*)safiri_scheme=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
  return isScheme(text) ? text : undefined;
}

/** The `Set-Cookie` that remembers a choice, or forgets it. It is no secret and opens nothing. */
export function rememberScheme(scheme: Scheme | undefined): string {
  const seconds = scheme === undefined ? 0 : keptSeconds;
  return `safiri_scheme=${scheme ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
}
