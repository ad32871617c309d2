import {
  readEnvironment,
  readSimulatorSettings,
  type Environment,
  type SettingReader,
  type SimulatorConfig,
} from '@safiri/simulator-kit';
import { developmentSettings as defaults, type MomoSettings } from './settings.ts';
import { parseUuid4 } from './wire/uuid.ts';

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): SimulatorConfig<MomoSettings> {
  return readEnvironment(environment, 'momo', (read) => ({
    ...readSimulatorSettings(read, defaults),
    currencies: read.currencies('CURRENCIES', defaults.currencies),
    targetEnvironment: read.word('TARGET_ENVIRONMENT', defaults.targetEnvironment),
    apiUser: readApiUser(read),
    apiKey: read.word('API_KEY', defaults.apiKey),
    callbackHost: read.word('CALLBACK_HOST', defaults.callbackHost),
    collectionKey: read.word('COLLECTION_KEY', defaults.collectionKey),
    disbursementKey: read.word('DISBURSEMENT_KEY', defaults.disbursementKey),
    walletBalance: read.whole('WALLET_BALANCE', defaults.walletBalance, { from: 0, to: 1_000_000_000_000 }),
    floatBalance: read.whole('FLOAT_BALANCE', defaults.floatBalance, { from: 0, to: 1_000_000_000_000 }),
  }));
}

function readApiUser(read: SettingReader): string {
  const given = read.word('API_USER', defaults.apiUser);
  const apiUser = parseUuid4(given);
  if (apiUser === undefined) read.complain('API_USER', 'must be a UUID of version 4.');
  return apiUser ?? given;
}
