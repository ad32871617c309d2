/** The cookies of one request, and what of them changes with its answer. Values are tokens and ids of ours. */
export type Cookies = {
  read(name: string): string | undefined;
  write(name: string, value: string, seconds: number): void;
  remove(name: string): void;
  /** `Set-Cookie` values for what changed. */
  changes(): readonly string[];
};

export type CookieOptions = {
  /** Cookies go over TLS alone, also where nobody says that this request came so. */
  readonly alwaysSecure: boolean;
};

/**
 * HttpOnly, and SameSite=Lax so that foreign pages send no form with them. Over TLS they are Secure and of the prefix that
 * browsers take from this host alone: a sister site can neither read nor plant one (RFC 6265bis, section 4.1.3).
 */
export function openCookies(request: Request, { alwaysSecure }: CookieOptions): Cookies {
  const given = readCookies(request.headers.get('cookie') ?? '');
  const isSecure = alwaysSecure || cameByTls(request);
  const nameOf = (name: string): string => (isSecure ? `__Host-${name}` : name);
  const changed = new Map<string, string>();
  const set = (name: string, value: string, seconds: number): void => {
    const secure = isSecure ? '; Secure' : '';
    changed.set(name, `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`);
  };
  return {
    read: (name) => given.get(nameOf(name)),
    write: (name, value, seconds) => {
      given.set(nameOf(name), value);
      set(nameOf(name), value, seconds);
    },
    remove: (name) => {
      given.delete(nameOf(name));
      set(nameOf(name), '', 0);
    },
    changes: () => [...changed.values()],
  };
}

/** A cookie of ours is a token or an id: anything with other characters is left out, so it can be written into a header as it is. */
function readCookies(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const pair of header.split(';')) {
    const [name = '', value = ''] = pair.split('=', 2).map((part) => part.trim());
    if (/^[\w.-]+$/.test(value) && !found.has(name)) found.set(name, value);
  }
  return found;
}

/** Where the visitor's browser sees our pages. */
export function originOf(request: Request): string {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return `${cameByTls(request) ? 'https' : 'http'}://${host}`;
}

function cameByTls(request: Request): boolean {
  const forwarded = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  return (forwarded ?? new URL(request.url).protocol.replace(':', '')) === 'https';
}
