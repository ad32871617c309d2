import Type, { type Static, type TObject } from 'typebox';
import { brokerPattern, driverSettings } from '../drivers.ts';
import { rateLimitSettings } from '../rate-limits/limits.ts';
import { telemetrySettings } from '../telemetry/settings.ts';

/** Settings that every process has, whatever it serves. */
export const listeningSettings = {
  HOST: Type.String({ minLength: 1, default: '127.0.0.1', description: 'address to listen on; 0.0.0.0 for all' }),
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8000,
    description: 'port to listen on; 0 takes a free one',
  }),
  SAFIRI_MODE: Type.Union([Type.Literal('development'), Type.Literal('production')], {
    default: 'production',
    description: 'development adds what is for developers, as the inbox at /dev/inbox',
  }),
  LOG_LEVEL: Type.Union(
    ['debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info', description: 'debug, info, warn, error or silent' },
  ),
  LOG_FILE: Type.Optional(Type.String({ description: 'file for the log; left out, standard output' })),
  TRUSTED_PROXIES: Type.String({
    minLength: 1,
    default: 'loopback',
    description:
      "proxies in front whose word on a caller's address is taken: addresses or ranges with commas between; loopback for those on this machine",
  }),
  ...telemetrySettings,
  /** Together with the drain it stays below the ten seconds that whoever ends processes usually gives them. */
  LEAVE_MILLISECONDS: Type.Integer({
    minimum: 0,
    maximum: 3_000,
    default: 0,
    description:
      'how long a process that was told to end goes on serving, and says that it is not ready, before it takes no more; 2000 on Kubernetes',
  }),
};

export type ListeningSettings = Static<TObject<typeof listeningSettings>>;

/** Settings of a process that has one service. The service's own stand in its config.ts. */
export const ServiceProcessSettings = Type.Object({
  ...listeningSettings,
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: "the database, as the service's running role, e.g. postgres://safiri_qr:password@host/safiri",
  }),
  PEERS_URL: Type.String({
    pattern: '^https?://',
    description: 'where all services answer, on the inside: the internal port of the gateway',
  }),
  SIGNING_KEY: Type.String({
    pattern: '^-----BEGIN PRIVATE KEY-----',
    description: "the service's Ed25519 key, PKCS #8 PEM: it signs calls to other services, and the audit log",
  }),
  RETIRED_SIGNING_KEYS: Type.String({
    default: '[]',
    description: 'public halves of keys before it, as JSON: [{"kid", "publicJwk", "retiredAt"}]',
  }),
  ...driverSettings,
  BROKER_URL: Type.String({
    pattern: brokerPattern,
    description: 'the RabbitMQ that carries events, with user and password',
  }),
  ...rateLimitSettings,
});
export type ServiceProcessSettings = Static<typeof ServiceProcessSettings>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** The one place that touches a process's environment. */
export function processEnvironment(): Environment {
  return { ...process.env };
}
