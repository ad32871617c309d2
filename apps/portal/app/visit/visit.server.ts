import { createContext, type RouterContextProvider } from 'react-router';
import { createClient, type Client } from '@safiri/client';
import { createGuest, getMyPermissions, setMyLanguage, type Permission } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { portalConfig } from '../config.server.ts';
import { askedLocale, chooseLocale } from '../messages/choose-locale.server.ts';
import type { Locale } from '../messages/languages.ts';
import { createWriting, type Writing } from '../messages/writing.server.ts';
import { failPage } from './fail-page.server.ts';
import { renewSession } from './renew-session.server.ts';
import { sessionClient } from './session-client.server.ts';
import { openSession, type Session } from './session.server.ts';

/** One request of a visitor: who they are, how they read, and the API called on their behalf. */
export type Visit = {
  readonly requestId: string;
  readonly locale: Locale;
  readonly writing: Writing;
  readonly session: Session;
  readonly api: Client;
  /** Of a challenge: it goes along with all further calls of this visit. */
  showSolution(solution: string): void;
  /** What a member of staff may do, at some place at least; asked once a visit. It decides what a page offers. */
  permissions(): Promise<ReadonlySet<string>>;
};

const visitContext = createContext<Visit>();

/** Opens the visit, with its session carried on where it is due. */
export async function openVisit(request: Request): Promise<Visit> {
  const { apiUrl, secureCookies } = portalConfig();
  const session = openSession(request, { alwaysSecure: secureCookies });
  const requestId = requestIdOf(request);
  const asked = askedLocale(request);
  const isNewLanguage = asked !== undefined && asked !== session.language();
  if (isNewLanguage) session.keepLanguage(asked);
  const locale = chooseLocale(request, session.language());
  let solution: string | undefined;
  const call: Client = async (operation, input) =>
    await createClient({
      baseUrl: apiUrl,
      accessToken: session.token(),
      headers: {
        'x-request-id': requestId,
        ...traceOf(request),
        ...aboutCaller(request, session),
        ...(solution === undefined ? {} : { 'safiri-challenge': solution }),
      },
    })(operation, input);
  if (session.isDue()) await renewSession(session, call);
  const api = sessionClient(session, call);
  // By a link of our own: another site's chooses for a page, and not for the messages of years.
  if (isNewLanguage && session.holder().kind === 'account' && request.headers.get('sec-fetch-site') === 'same-origin')
    await api(setMyLanguage, { body: { locale: asked } });
  let permissions: Promise<ReadonlySet<string>> | undefined;
  return {
    requestId,
    locale: locale.language,
    writing: createWriting(locale.tag),
    session,
    api,
    showSolution: (given) => {
      solution = given;
    },
    permissions: async () => await (permissions ??= listPermissions(session, api)),
  };
}

/** Nothing where it cannot be told: a page then offers less, and the next one more. */
async function listPermissions(session: Session, api: Client): Promise<ReadonlySet<string>> {
  const holder = session.holder();
  if (holder.kind !== 'account' || !holder.isStaff) return new Set();
  const answer = await api(getMyPermissions, {});
  return new Set(answer.ok ? answer.value.held.map(({ permission }) => permission) : []);
}

/** Whether a page offers what asks for a permission. */
export async function mayOffer(visit: Visit, permission: Permission): Promise<boolean> {
  return (await visit.permissions()).has(permission);
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
  // Somebody whose session could not be carried on just now is not made a stranger.
  if (visit.session.refreshToken() !== undefined) throw failPage(visit, { code: 'NO_ANSWER' });
  const guest = await visit.api(createGuest, {});
  if (!guest.ok) throw failPage(visit, guest);
  visit.session.begin(guest.value);
}

/** Whose request the API answers: it would see all visitors at this process's own address. The host in front sets the header. */
function aboutCaller(request: Request, session: Session): Record<string, string> {
  const device = session.device();
  const address = request.headers.get('x-forwarded-for');
  return {
    ...(device === undefined ? {} : { 'safiri-device': device }),
    ...(address === null ? {} : { 'x-forwarded-for': address }),
    // One's list of sessions names the browser.
    'user-agent': request.headers.get('user-agent') ?? '',
  };
}

/** A host in front may have named the request already; the name then leads through all logs. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id') ?? '';
  return /^[\da-f]{32}$/.test(given) ? given : newId().replaceAll('-', '');
}

/** What the API does for this page belongs to the trace of the page, if there is one. */
function traceOf(request: Request): Record<string, string> {
  const traceparent = request.headers.get('traceparent');
  return traceparent === null ? {} : { traceparent };
}
