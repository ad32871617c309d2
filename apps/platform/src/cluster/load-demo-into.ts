import path from 'node:path';
import { createLog } from '@safiri/runtime';
import type { Environment } from '@safiri/runtime/process';
import { compose } from '../compose.ts';
import { loadDemo, type DemoLogin } from '../demo/load-demo.ts';
import { servedDatabase } from '../open-database.ts';
import type { Secrets } from '../secrets.ts';
import type { ClusterSettings } from './cluster-config.ts';
import type { ClusterState } from './state.ts';
import { untilOnSale } from './until-on-sale.ts';

/** Loads the demo network and accounts, as commands work beside a running product: its processes carry on what that says. */
export async function loadDemoInto(options: {
  readonly settings: ClusterSettings;
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly state: ClusterState;
  readonly dir: string;
  readonly say: (sentence: string) => void;
}): Promise<readonly DemoLogin[]> {
  const { settings, environment, secrets, state, dir, say } = options;
  if (settings.SAFIRI_MODE !== 'development' || settings.SAFIRI_DEMO !== 'on') return [];
  say('Loading the demo network…');
  const platform = await compose({
    database: servedDatabase(state.adminUrl, secrets),
    secrets,
    environment,
    development: true,
    drivers: { BROKER_URL: state.brokerUrl, REDIS_URL: state.redisUrl },
    log: createLog({ level: 'warn', service: 'command', destination: path.join(dir, 'logs', 'commands.log') }),
  });
  try {
    const logins = await loadDemo(platform, say);
    await untilOnSale(state.adminUrl);
    return logins;
  } finally {
    await platform.stop();
  }
}
