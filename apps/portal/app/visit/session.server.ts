import { createHash, randomUUID } from 'node:crypto';
import type { SessionTokens } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { openCookies, type CookieOptions } from './cookies.server.ts';
import { millisecondsOf } from './instant.ts';

/** The access token, under the name the API reads: pages and API are on one origin. */
export const sessionCookie = 'safiri_session';
/** What the session is carried on by. Only pages read it. */
export const refreshCookie = 'safiri_refresh';
/** The refresh token of a guest whose orders could not be moved yet when the visitor signed in; kept until they are. */
export const leftoverCookie = 'safiri_guest';
/** What a sign-in that goes on still needs (sign-in/pending.server.ts). */
export const pendingCookie = 'safiri_pending';
/** Names the browser, for limits against hoarding and to tell one's sessions apart. */
export const deviceCookie = 'safiri_device';

/** The id of the order that was begun last, so that the first page leads back to it. */
export const orderCookie = 'safiri_order';

/** The language that a visitor chose; of no other interest. */
export const languageCookie = 'safiri_language';

/** What the token says of its holder. Not verified here: it decides what a page offers, the API decides what is allowed. */
export type Holder =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'guest' }
  | {
      readonly kind: 'account';
      readonly companyId: string | null;
      /** Of a company or of the platform. */
      readonly isStaff: boolean;
    };

export type Session = {
  /** The access token, unless there is none or it has run out. */
  token(): string | undefined;
  refreshToken(): string | undefined;
  /** Whether the session should be carried on before anything is asked with it. */
  isDue(): boolean;
  /** Of a session that can be carried on also when its access token has run out: nobody looks signed out for a moment. */
  holder(): Holder;
  /** Tells one account from another to the worker that keeps tickets, and says nothing else of it; undefined where nobody is signed in. */
  accountMark(): string | undefined;
  begin(tokens: SessionTokens): void;
  end(): void;
  /** The id of this browser, unless it has none yet. */
  device(): string | undefined;
  nameDevice(): void;
  lastOrder(): string | undefined;
  keepLastOrder(orderId: string): void;
  /** What the visitor chose to read in. */
  language(): string | undefined;
  keepLanguage(locale: string): void;
  /** Something that was begun and is not finished: written by `keepPending`, read by nobody but us. */
  pending(): string | undefined;
  keepPending(text: string, until: string): void;
  forgetPending(): void;
  leftoverGuest(): string | undefined;
  keepLeftoverGuest(refreshToken: string): void;
  forgetLeftoverGuest(): void;
  /** `Set-Cookie` values for what changed in this visit. */
  changes(): readonly string[];
};

/** A guest's orders are looked for as long as tickets are of use: a week after signing in somebody will have seen to it. */
const leftoverSeconds = 7 * 86_400;

/** The longest that browsers keep a cookie. */
const deviceSeconds = 400 * 86_400;

/** Longer than seats are kept, with the time to pay. */
const orderSeconds = 3_600;

/** A page asks with its token for some seconds, and a stream that it opens checks it a little later. */
const dueSeconds = 60;

export function openSession(request: Request, options: CookieOptions = { alwaysSecure: false }): Session {
  const cookies = openCookies(request, options);
  const token = (): string | undefined => {
    const text = cookies.read(sessionCookie);
    return text === undefined || runsOutWithin(text, 0) ? undefined : text;
  };
  const refreshToken = (): string | undefined => cookies.read(refreshCookie);
  return {
    token,
    refreshToken,
    isDue: () => refreshToken() !== undefined && runsOutWithin(cookies.read(sessionCookie) ?? '', dueSeconds),
    holder: () => holderOf(refreshToken() === undefined ? token() : cookies.read(sessionCookie)),
    accountMark: () => markOf(refreshToken() === undefined ? token() : cookies.read(sessionCookie)),
    begin: (tokens) => {
      const seconds = secondsUntil(tokens.refreshBy);
      cookies.write(sessionCookie, tokens.accessToken, seconds);
      cookies.write(refreshCookie, tokens.refreshToken, seconds);
    },
    end: () => {
      cookies.remove(sessionCookie);
      cookies.remove(refreshCookie);
    },
    device: () => uuidIn(cookies.read(deviceCookie)),
    // Not signed: a browser that wants another name only has to throw its cookie away, and nobody guesses a stranger's.
    nameDevice: () => cookies.write(deviceCookie, randomUUID(), deviceSeconds),
    lastOrder: () => uuidIn(cookies.read(orderCookie)),
    keepLastOrder: (orderId) => cookies.write(orderCookie, orderId, orderSeconds),
    language: () => cookies.read(languageCookie),
    keepLanguage: (locale) => cookies.write(languageCookie, locale, deviceSeconds),
    pending: () => cookies.read(pendingCookie),
    keepPending: (text, until) => cookies.write(pendingCookie, text, secondsUntil(until)),
    forgetPending: () => cookies.remove(pendingCookie),
    leftoverGuest: () => cookies.read(leftoverCookie),
    keepLeftoverGuest: (guest) => cookies.write(leftoverCookie, guest, leftoverSeconds),
    forgetLeftoverGuest: () => cookies.remove(leftoverCookie),
    changes: () => cookies.changes(),
  };
}

function uuidIn(text = ''): string | undefined {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : undefined;
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.floor((millisecondsOf(instant) - systemClock.now().getTime()) / 1000));
}

/** What says nothing of its end is left to the API, unless there is nothing at all. */
function runsOutWithin(token: string, seconds: number): boolean {
  if (token === '') return true;
  const expires = payloadOf(token)['exp'];
  return typeof expires === 'number' && (expires - seconds) * 1000 <= systemClock.now().getTime();
}

function holderOf(token: string | undefined): Holder {
  if (token === undefined) return { kind: 'nobody' };
  const { kind, companyId, platform } = payloadOf(token);
  if (kind !== 'account') return { kind: 'guest' };
  const isOfCompany = typeof companyId === 'string';
  return { kind, companyId: isOfCompany ? companyId : null, isStaff: isOfCompany || platform === true };
}

function markOf(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const { kind, sub } = payloadOf(token);
  return kind === 'account' ? createHash('sha256').update(String(sub)).digest('base64url').slice(0, 16) : undefined;
}

function payloadOf(token: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null ? { ...payload } : {};
  } catch {
    return {};
  }
}
