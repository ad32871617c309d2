import { randomUUID } from 'node:crypto';
import { systemClock } from '@safiri/kernel';
import { millisecondsOf } from './instant.ts';

/** The same name the API reads: pages and API are on one origin. */
export const sessionCookie = 'safiri_session';
/** A guest whose orders could not be moved yet when the visitor signed in; kept until they are. */
export const leftoverCookie = 'safiri_guest';

/** Names the browser, for limits against hoarding. */
export const deviceCookie = 'safiri_device';

/** What the token says of its holder. Not verified here: it decides what a page offers, the API decides what is allowed. */
export type Holder =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'guest' }
  | {
      readonly kind: 'account';
      readonly role: string;
      readonly companyId: string | null;
      readonly permissions: readonly string[];
    };

export type Session = {
  /** The access token, unless there is none or it has run out. */
  token(): string | undefined;
  holder(): Holder;
  begin(accessToken: string, expiresAt: string): void;
  end(): void;
  /** The id of this browser, unless it has none yet. */
  device(): string | undefined;
  nameDevice(): void;
  leftoverGuest(): string | undefined;
  keepLeftoverGuest(token: string): void;
  forgetLeftoverGuest(): void;
  /** `Set-Cookie` values for what changed in this visit. */
  changes(): readonly string[];
};

/** A guest's orders are looked for as long as tickets are of use: a week after signing in somebody will have seen to it. */
const leftoverSeconds = 7 * 86_400;

/** The longest that browsers keep a cookie. */
const deviceSeconds = 400 * 86_400;

export function openSession(request: Request): Session {
  const given = readCookies(request.headers.get('cookie') ?? '');
  const secure = isSecure(request) ? '; Secure' : '';
  const changed = new Map<string, string>();
  const write = (name: string, value: string, seconds: number): void => {
    if (value === '') given.delete(name);
    else given.set(name, value);
    changed.set(name, `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`);
  };
  const token = (): string | undefined => {
    const text = given.get(sessionCookie);
    return text === undefined || hasRunOut(text) ? undefined : text;
  };
  return {
    token,
    holder: () => holderOf(token()),
    begin: (accessToken, expiresAt) => write(sessionCookie, accessToken, secondsUntil(expiresAt)),
    end: () => write(sessionCookie, '', 0),
    device: () => {
      const id = given.get(deviceCookie) ?? '';
      return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : undefined;
    },
    // Not signed: a browser that wants another name only has to throw its cookie away, and nobody guesses a stranger's.
    nameDevice: () => write(deviceCookie, randomUUID(), deviceSeconds),
    leftoverGuest: () => given.get(leftoverCookie),
    keepLeftoverGuest: (guest) => write(leftoverCookie, guest, leftoverSeconds),
    forgetLeftoverGuest: () => write(leftoverCookie, '', 0),
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

function isSecure(request: Request): boolean {
  const forwarded = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim();
  return (forwarded ?? new URL(request.url).protocol.replace(':', '')) === 'https';
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.floor((millisecondsOf(instant) - systemClock.now().getTime()) / 1000));
}

function hasRunOut(token: string): boolean {
  const expires = payloadOf(token)['exp'];
  return typeof expires === 'number' && expires * 1000 <= systemClock.now().getTime();
}

function holderOf(token: string | undefined): Holder {
  if (token === undefined) return { kind: 'nobody' };
  const { kind, role, companyId, permissions } = payloadOf(token);
  if (kind !== 'account') return { kind: 'guest' };
  return {
    kind,
    role: typeof role === 'string' ? role : 'customer',
    companyId: typeof companyId === 'string' ? companyId : null,
    permissions: Array.isArray(permissions) ? permissions.filter((one) => typeof one === 'string') : [],
  };
}

function payloadOf(token: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null ? { ...payload } : {};
  } catch {
    return {};
  }
}
