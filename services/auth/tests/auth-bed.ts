import { inject } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';
import {
  countTripsAhead,
  createGuest,
  getNotificationSealingKeys,
  listRevocations,
  SecretMessage,
  type OutputOf,
  type RevocationPage,
  type Role,
  type Session,
} from '@safiri/contracts';
import { newId, type Clock } from '@safiri/kernel';
import {
  cachedKeySource,
  createHttpServer,
  createLog,
  createRevocationList,
  createSecretBox,
  createTokenVerifier,
  generateSigningKeyPem,
  mountRoutes,
  serviceSigningKey,
  serviceTokenHeader,
  signServiceToken,
  type CallPeer,
  type RevocationList,
  type SecretBox,
  type TokenVerifier,
} from '@safiri/runtime';
import {
  createClient,
  openTestbed,
  registerBy,
  signInBy,
  type Client,
  type Prover,
  type Testbed,
  type TestbedOptions,
} from '@safiri/testkit';
import { createAuth, readAuthConfig, type AuthService } from '../src/index.ts';
import { mailedCodes, type MailedCodes } from './mailed-codes.ts';

export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const chrome = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36';

/** Auth as its own process serves it: by its own keys and its own list, so that what it signs is what it takes. */
export type AuthBed = {
  readonly bed: Testbed;
  readonly auth: AuthService;
  readonly verifier: TokenVerifier;
  readonly revocations: RevocationList;
  /** What payment knows in a process of its own, over HTTP. */
  readonly payment: { readonly verifier: TokenVerifier; readonly revocations: RevocationList };
  /** A typed client of a browser that holds this access token. */
  as(accessToken?: string, userAgent?: string, deviceId?: string): Client;
  /** A typed client of somebody who proves a key with each call, with a token that is bound to it or without one. */
  proving(prover: Prover, accessToken?: string): Client;
  /** An access token of somebody of a company, who signs in with the password. */
  staff(role: Role, companyId: string): Promise<Session>;
  readonly codes: MailedCodes;
  register(userAgent?: string): Promise<Session>;
  /** By password, and the mailed code where one follows. */
  signIn(identifier: string, userAgent?: string): Promise<Session>;
  /** A driver of a company of their own, unless another role is wanted; answers the address they sign in by. */
  staffAddress(role?: Role): Promise<string>;
  guest(userAgent?: string): Promise<OutputOf<typeof createGuest>>;
  /** The token of the last invitation that was mailed to somebody. */
  invitationOf(email: string): Promise<string>;
  /** Trips of all companies that have not left, as company would tell. */
  setTripsAhead(trips: number): void;
  /** Whether the list of payment can be read. */
  setReachable(reachable: boolean): void;
  close(): Promise<void>;
};

const keyPem = generateSigningKeyPem();

type Settings = Readonly<Record<string, string>>;

type Peers = Pick<TestbedOptions, 'callPeer'>;

/** `others` say how other services answer; where they are left out, they are simulated. */
export async function openAuthBed(settings: Settings = {}, others: Peers = {}): Promise<AuthBed> {
  const bed = await openTestbed({ service: 'auth', postgres: inject('postgres') });
  const { clock } = bed.deps;
  const peers = simulatePeers(clock);
  const codes = mailedCodes(bed, peers.secrets);
  const auth = await createAuth({
    ...bed.deps,
    callPeer: peersBeside(others, peers),
    config: readAuthConfig({
      KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
      BCRYPT_COST: '4',
      ...settings,
    }),
    servicePublicKeys: [serviceSigningKey('payment', keyPem).publicJwk],
  });
  const revocations = createRevocationList(async (since) => await auth.authority.listRevocations(since), clock);
  const verifier = verifierOf(auth, clock, revocations);
  const app = await serve(bed, auth, verifier);
  const payment = listOverHttp(app.listeningOrigin, clock);
  const paymentList = createRevocationList(payment.readSince, clock);
  await revocations.read();
  await paymentList.read();
  const as = browsersOf(app);
  let accounts = 0;
  return {
    bed,
    auth,
    verifier,
    revocations,
    payment: { verifier: verifierOf(auth, clock, paymentList), revocations: paymentList },
    as,
    codes,
    register: async (userAgent) => {
      const person = { identifier: `person-${(accounts += 1)}@safiri.example`, password, name: 'Somebody' };
      return await registerBy(as(undefined, userAgent), codes, person);
    },
    signIn: async (identifier, userAgent) => await signInBy(as(undefined, userAgent), codes, { identifier, password }),
    staffAddress: async (role = 'driver') => {
      const identifier = `staff-${(accounts += 1)}@bus.example`;
      const companyId = role === 'super-admin' ? null : newId();
      await auth.ensureAccount({ identifier, password, name: 'Somebody', role, companyId });
      return identifier;
    },
    proving: (prover, accessToken) =>
      createClient({ baseUrl: app.listeningOrigin, accessToken, prover, headers: { 'user-agent': chrome } }),
    staff: async (role, companyId) => {
      const identifier = `staff-${(accounts += 1)}@bus.example`;
      await auth.ensureAccount({ identifier, password, name: `The ${role}`, role, companyId });
      return await signInBy(as(), codes, { identifier, password });
    },
    guest: async (userAgent) => valueOf(await as(undefined, userAgent)(createGuest, {})),
    invitationOf: async (email) => await invitationOf(bed, peers.secrets, email),
    setTripsAhead: peers.setTripsAhead,
    setReachable: payment.setReachable,
    close: async () => {
      await closeAtOnce(app);
      await bed.close();
    },
  };
}

/** Notification's keys are always there; what else is asked is the test's. */
function peersBeside(others: Peers, peers: { readonly callPeer: CallPeer }): CallPeer {
  const { callPeer = peers.callPeer } = others;
  return async (operation, input, causedBy) =>
    await (operation.id === getNotificationSealingKeys.id ? peers.callPeer : callPeer)(operation, input, causedBy);
}

function browsersOf(app: FastifyInstance): AuthBed['as'] {
  return (accessToken, userAgent = firefox, deviceId) =>
    createClient({
      baseUrl: app.listeningOrigin,
      accessToken,
      headers: { 'user-agent': userAgent, ...(deviceId === undefined ? {} : { 'safiri-device': deviceId }) },
    });
}

async function closeAtOnce(app: FastifyInstance): Promise<void> {
  const closed = app.close();
  app.server.closeAllConnections();
  await closed;
}

function verifierOf(auth: AuthService, clock: Clock, revocations: RevocationList): TokenVerifier {
  return createTokenVerifier({
    keys: cachedKeySource(async () => await auth.authority.jwks(), clock),
    clock,
    revocations,
    readPermissionSet: async (hash) => await auth.authority.permissionSet(hash),
  });
}

/** The token of the link in the last message to somebody, which only notification's key opens. */
async function invitationOf(bed: Testbed, secrets: SecretBox, email: string): Promise<string> {
  const sent = (await bed.outbox()).flatMap(({ payload }) => (Value.Check(SecretMessage, payload) ? payload : []));
  const message = sent.findLast(({ recipient }) => recipient === email);
  if (message === undefined) throw new Error(`nothing was mailed to ${email}`);
  const { link }: { link?: unknown } = Object(await secrets.open(message.sealed));
  return String(link).split('/').at(-1) ?? '';
}

/** What auth asks other services: notification's key, whose secrets the test reads, and company's trips. */
function simulatePeers(clock: Clock) {
  const config = { KEY_ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64'), PAYLOAD_KEY_GENERATION: 1 };
  const secrets = createSecretBox('notification', { clock, config });
  let trips = 0;
  const callPeer: CallPeer = async (operation) => {
    const value: unknown = operation.id === countTripsAhead.id ? { trips } : secrets.published();
    return { ok: true, value: value as never };
  };
  return { callPeer, secrets, setTripsAhead: (ahead: number) => void (trips = ahead) };
}

/** Reads the list as payment does; auth can be made to be away. */
function listOverHttp(baseUrl: string, clock: Clock) {
  let reachable = true;
  const key = serviceSigningKey('payment', keyPem);
  return {
    setReachable: (now: boolean): void => {
      reachable = now;
    },
    readSince: async (since: number): Promise<RevocationPage> => {
      if (!reachable) throw new Error('auth is away');
      const token = await signServiceToken({ key, from: 'payment', to: 'auth', clock });
      const asPayment = createClient({ baseUrl, headers: { [serviceTokenHeader]: token } });
      return valueOf(await asPayment(listRevocations, { query: { since } }));
    },
  };
}

export const password = 'a long enough password';

export function valueOf<Value>(answer: { ok: true; value: Value } | { ok: false; code: string }): Value {
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}

async function serve(bed: Testbed, auth: AuthService, verifier: TokenVerifier): Promise<FastifyInstance> {
  const app = await createHttpServer({ log: createLog({ level: 'silent', service: 'auth' }) });
  bed.watch(app, auth);
  await mountRoutes(app, { ...auth, verifier, development: true });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return app;
}
