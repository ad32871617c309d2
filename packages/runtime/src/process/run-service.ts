import { createHmac } from 'node:crypto';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceName } from '@safiri/contracts/declaring';
import type { Service, ServiceDeps } from '../service.ts';
import { readSettings, SettingsError } from '../settings.ts';
import { serviceSigningKey, type SigningKey } from '../tokens/service-token.ts';
import { startTelemetry } from '../telemetry/start-telemetry.ts';
import type { TokenVerifier } from '../tokens/verify.ts';
import { lookAtHost } from './health.ts';
import { openHost } from './host.ts';
import { processEnvironment, ServiceProcessSettings, type Environment } from './process-config.ts';
import { refuseOtherRole } from './running-role.ts';
import { logOf, runServed, type Served } from './serve.ts';

/** What the service of a process is made from. */
export type ServiceParts = {
  readonly deps: ServiceDeps;
  readonly verifier: TokenVerifier;
  readonly environment: Environment;
  readonly development: boolean;
};
type MakeService = (parts: ServiceParts) => Service | Promise<Service>;

/** Runs one service as a process of its own, until it is told to end. */
export async function runService(name: ServiceName, make: MakeService): Promise<never> {
  return await runServed(async () => await makeServed(name, make));
}

async function makeServed(name: ServiceName, make: MakeService): Promise<Served> {
  const environment = processEnvironment();
  const settings = readSettings(ServiceProcessSettings, environment);
  const log = logOf(name, settings);
  const development = settings.SAFIRI_MODE === 'development';
  const signingKey = signingKeyOf(name, settings);
  const telemetry = await startTelemetry(settings, { name: `safiri-${name}`, log });
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
  telemetry.watch(host);
  const stop = async (): Promise<void> => {
    await host.stop();
    await telemetry.stop();
  };
  return { ...host, log, settings, look: async () => await lookAtHost(host), stop };
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
