import Type, { type Static } from 'typebox';
import { driverSettings, rateLimitSettings, readSettings, telemetrySettings } from '@safiri/runtime';
import { listeningSettings, type Environment } from '@safiri/runtime/process';
import { simulatedCompanies } from './simulated-companies.ts';

const simulatorNames = simulatedCompanies.map((company) => company.name).join('|');

export const publicUrlSetting = Type.Optional(
  Type.String({ pattern: '^https?://', description: 'address passengers see, for links in messages' }),
);
export const simulatorsSetting = Type.String({
  pattern: `^(on|off|(${simulatorNames})(,(${simulatorNames}))*)$`,
  default: 'on',
  description: `simulated payment companies in development: on for all, off for none, or names with commas between (${simulatorNames.replaceAll('|', ', ')})`,
});

/** Where the log of a database goes that is started here. */
export const backupSettings = {
  SAFIRI_BACKUP_DIR: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'folder for backups, best on another machine; when set, the embedded database archives its log there, each minute at the latest',
    }),
  ),
  SAFIRI_BACKUP_KEY_FILE: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'file of the key that seals backups; left out, backup.key in the data folder, made at the first start',
    }),
  ),
};

/** Settings of the one-process platform; each service documents its own in its config.ts. */
const PlatformSettings = Type.Object({
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 8000,
    description: 'port of the website and the API; 0 takes a free one',
  }),
  HOST: listeningSettings.HOST,
  SAFIRI_DATA_DIR: Type.String({
    minLength: 1,
    default: '.data',
    description: 'folder of the database, keys and passwords',
  }),
  SAFIRI_MODE: Type.Union([Type.Literal('development'), Type.Literal('production')], {
    default: 'development',
    description: 'development starts simulated payment companies, the inbox at /dev/inbox and demo data',
  }),
  MIGRATION_DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description:
        "a PostgreSQL of one's own, as a role that may create roles and schemas; left out, the embedded one is used",
    }),
  ),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'the same database as services reach it; their roles and passwords are filled in',
    }),
  ),
  ...backupSettings,
  SAFIRI_BACKUP_KEEP: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 14,
    description: 'base backups that stay; older ones are removed by the next, with the log that only they need',
  }),
  PUBLIC_URL: publicUrlSetting,
  LOG_LEVEL: listeningSettings.LOG_LEVEL,
  LOG_FILE: Type.Optional(
    Type.String({ description: 'file for the log; left out, logs/safiri.log in the data folder' }),
  ),
  TRUSTED_PROXIES: listeningSettings.TRUSTED_PROXIES,
  ...driverSettings,
  ...rateLimitSettings,
  ...telemetrySettings,
  SAFIRI_DEMO: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'on',
    description: 'off leaves the demo network and accounts out of a development database',
  }),
  SAFIRI_SIMULATORS: simulatorsSetting,
});
export type PlatformSettings = Static<typeof PlatformSettings>;

export function readPlatformSettings(environment: Environment): PlatformSettings {
  return readSettings(PlatformSettings, environment);
}

/** Settings of the website as a process of its own. */
export const PortalProcessSettings = Type.Object({
  ...listeningSettings,
  SAFIRI_API_URL: Type.String({
    pattern: '^https?://',
    description: 'where the website reaches the API, on the inside: the internal port of the gateway',
  }),
});

/**
 * What the website's server code finds in its environment. It must stand there before that code is loaded: React is
 * thirty times slower without NODE_ENV=production.
 */
export function setWebsiteEnvironment(apiUrl: string, mode: PlatformSettings['SAFIRI_MODE']): void {
  process.env['NODE_ENV'] = 'production';
  process.env['SAFIRI_API_URL'] = apiUrl;
  process.env['SAFIRI_SECURE_COOKIES'] = mode === 'development' ? 'off' : 'on';
}
