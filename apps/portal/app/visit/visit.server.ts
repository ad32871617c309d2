import { randomBytes } from 'node:crypto';
import { createContext, type RouterContextProvider } from 'react-router';
import { createClient, type Client } from '@safiri/client';
import { createGuest } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { portalConfig } from '../config.server.ts';
import { chooseLocale } from '../messages/choose-locale.server.ts';
import type { Locale } from '../messages/catalogues.ts';
import { createWriting, type Writing } from '../messages/writing.server.ts';
import { failPage } from './fail-page.server.ts';
import { openSession, type Session } from './session.server.ts';

/** One request of a visitor: who they are, how they read, and the API called on their behalf. */
export type Visit = {
  readonly requestId: string;
  /** Allows the scripts of this one page. */
  readonly nonce: string;
  readonly locale: Locale;
  readonly writing: Writing;
  readonly session: Session;
  readonly api: Client;
};

const visitContext = createContext<Visit>();

export function openVisit(request: Request): Visit {
  const session = openSession(request);
  const requestId = requestIdOf(request);
  const locale = chooseLocale(request);
  const api: Client = async (operation, input) =>
    await createClient({
      baseUrl: portalConfig().apiUrl,
      accessToken: session.token(),
      headers: { 'x-request-id': requestId, ...aboutCaller(request, session) },
    })(operation, input);
  return {
    requestId,
    nonce: randomBytes(16).toString('base64'),
    locale: locale.language,
    writing: createWriting(locale.tag),
    session,
    api,
  };
}

export function rememberVisit(context: Readonly<RouterContextProvider>, visit: Visit): void {
  context.set(visitContext, visit);
}

export function visitOf(context: Readonly<RouterContextProvider>): Visit {
  return context.get(visitContext);
}

/**
 * Makes the visitor a guest unless they are somebody already: whoever writes must be able to own what was written. Names
 * their browser too.
 */
export async function ensureSubject(visit: Visit): Promise<void> {
  if (visit.session.device() === undefined) visit.session.nameDevice();
  if (visit.session.token() !== undefined) return;
  const guest = await visit.api(createGuest, {});
  if (!guest.ok) throw failPage(visit, guest);
  visit.session.begin(guest.value.accessToken, guest.value.expiresAt);
}

/** Whose request the API answers: it would see all visitors at this process's own address. The host in front sets the header. */
function aboutCaller(request: Request, session: Session): Record<string, string> {
  const device = session.device();
  const address = request.headers.get('x-forwarded-for');
  return {
    ...(device === undefined ? {} : { 'safiri-device': device }),
    ...(address === null ? {} : { 'x-forwarded-for': address }),
  };
}

/** A host in front may have named the request already; the name then leads through all logs. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? '';
  return /^[\w-]{8,64}$/.test(given) ? given : newId();
}
