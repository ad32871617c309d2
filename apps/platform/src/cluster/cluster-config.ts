import path from 'node:path';
import { tmpdir } from 'node:os';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import { driverSettings, readSettings } from '@safiri/runtime';
import type { Environment } from '@safiri/runtime/process';
import { backupSettings, publicUrlSetting, simulatorsSetting } from '../config.ts';

const publicPort = (port: number, what: string) =>
  Type.Integer({ minimum: 0, maximum: 65_535, default: port, description: `port of ${what}; 0 takes a free one` });

/** Settings of the many processes of one machine. Settings of services are given under their own names. */
const ClusterSettings = Type.Object({
  CLUSTER_DIR: Type.String({
    minLength: 1,
    default: '.cluster',
    description: 'folder of all that the cluster has; removed when it is stopped',
  }),
  GATEWAY_PORT: publicPort(8000, 'the API'),
  PORTAL_PORT: publicPort(3000, 'the website'),
  STAFF_PORT: publicPort(3001, 'the staff area'),
  REPLICAS: Type.Integer({
    minimum: 1,
    maximum: 8,
    default: 2,
    description: 'processes of each service and of the website; with one, replacing it interrupts',
  }),
  SAFIRI_MODE: Type.Union([Type.Literal('development'), Type.Literal('production')], {
    default: 'development',
    description: 'development starts simulated payment companies, the inbox at /dev/inbox and demo data',
  }),
  SAFIRI_DEMO: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'on',
    description: 'off leaves the demo network and accounts out',
  }),
  SAFIRI_SIMULATORS: simulatorsSetting,
  PUBLIC_URL: publicUrlSetting,
  METRICS_TARGETS_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'file that tells Prometheus where processes show their numbers; left out, prometheus-targets.json in the folder',
    }),
  ),
  ...backupSettings,
  MIGRATION_DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description:
        "a PostgreSQL of one's own, as a role that may create roles and schemas; left out, one is started here",
    }),
  ),
  BROKER_URL: driverSettings.BROKER_URL,
  REDIS_URL: driverSettings.REDIS_URL,
});
export type ClusterSettings = Static<typeof ClusterSettings>;

export function readClusterSettings(environment: Environment): ClusterSettings {
  const settings = readSettings(ClusterSettings, environment);
  return { ...settings, CLUSTER_DIR: path.resolve(settings.CLUSTER_DIR) };
}

/** The checkout that this code is of. */
export const ownRelease = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');

/** Short, since the path of a socket may have about a hundred bytes; the cluster's folder may lie deep. */
export function controlSocketOf(clusterDir: string): string {
  const name = createHash('sha256').update(clusterDir).digest('hex').slice(0, 16);
  return path.join(tmpdir(), `safiri-cluster-${name}.sock`);
}
