import { createHmac } from 'node:crypto';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceName } from '@safiri/contracts/declaring';
import { createLog } from '../log.ts';
import type { Service, ServiceDeps } from '../service.ts';
import { readSettings, SettingsError } from '../settings.ts';
import { serviceSigningKey, type SigningKey } from '../tokens/service-token.ts';
import type { TokenVerifier } from '../tokens/verify.ts';
import { mountHealth } from './health.ts';
import { openHost } from './host.ts';
import { processEnvironment, ServiceProcessSettings, type Environment } from './process-config.ts';
import { runProcess, type Running } from './run-process.ts';
import { refuseOtherRole } from './running-role.ts';

/** What the service of a process is made from. */
export type ServiceParts = {
  readonly deps: ServiceDeps;
  readonly verifier: TokenVerifier;
  readonly environment: Environment;
  readonly development: boolean;
};
type MakeService = (parts: ServiceParts) => Service | Promise<Service>;

/** Together with leaving, less than ten seconds. */
const drainMilliseconds = 6_500;

/** Runs one service as a process of its own, until it is told to end. */
export async function runService(name: ServiceName, make: MakeService): Promise<never> {
  return await runProcess(async () => await startService(name, make), {
    sentenceOf: (error) => (error instanceof SettingsError ? error.message : undefined),
    say: () => undefined,
    drainMilliseconds,
  });
}

async function startService(name: ServiceName, make: MakeService): Promise<Running> {
  const environment = processEnvironment();
  const settings = readSettings(ServiceProcessSettings, environment);
  const log = createLog({
    level: settings.LOG_LEVEL,
    service: name,
    ...(settings.LOG_FILE === undefined ? {} : { destination: settings.LOG_FILE }),
  });
  const development = settings.SAFIRI_MODE === 'development';
  const signingKey = signingKeyOf(name, settings);
  const host = await openHost(
    {
      log,
      development,
      drivers: settings,
      databaseUrlOf: () => settings.DATABASE_URL,
      signingKeyOf: () => signingKey,
      peersUrl: new URL(settings.PEERS_URL).origin,
      trustedProxies: settings.TRUSTED_PROXIES,
      rateLimits: { settings, challengeSecret: challengeSecretOf(settings) },
    },
    async ({ depsOf, verifier }) => {
      const deps = depsOf(name);
      await refuseOtherRole(deps.db);
      return [await make({ deps, verifier, environment, development })];
    },
  );
  const phase = { isStarted: false, isLeaving: false };
  mountHealth(host.app, { ...host, phase });
  await host.app.listen({ port: settings.PORT, host: settings.HOST });
  await host.startWork();
  phase.isStarted = true;
  log.info({ address: host.app.listeningOrigin }, 'started');
  return {
    leave: () => {
      phase.isLeaving = true;
      log.info({}, 'leaving');
    },
    leaveMilliseconds: settings.LEAVE_MILLISECONDS,
    stop: async () => {
      await host.stop();
      log.info({}, 'stopped');
    },
  };
}

/** The same in all processes of a service, and nobody else's. */
function challengeSecretOf({ SIGNING_KEY: key }: ServiceProcessSettings): string {
  return createHmac('sha256', key).update('challenges').digest('base64');
}

const RetiredKeys = Compile(
  Type.Array(
    Type.Object({
      kid: Type.String(),
      publicJwk: Type.Object({ kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: Type.String() }),
      retiredAt: Type.String({ format: 'date-time' }),
    }),
  ),
);

function signingKeyOf(name: ServiceName, settings: ServiceProcessSettings): SigningKey {
  const problems: string[] = [];
  const retired = tried(() => RetiredKeys.Parse(JSON.parse(settings.RETIRED_SIGNING_KEYS)));
  if (retired === undefined) problems.push('RETIRED_SIGNING_KEYS is not a list of public keys');
  const key = tried(() => serviceSigningKey(name, settings.SIGNING_KEY));
  if (key === undefined) problems.push('SIGNING_KEY is not an Ed25519 key');
  if (key === undefined || retired === undefined) throw new SettingsError(problems);
  return { ...key, retired };
}

function tried<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
