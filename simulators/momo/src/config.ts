import { currencyDigits } from '@safiri/kernel';
import {
  readEndWithParent,
  readEnvironment,
  readSimulatorSettings,
  type Environment,
  type SettingReader,
} from '@safiri/simulator-kit';
import { developmentSettings, type MomoSettings } from './settings.ts';
import { parseUuid4 } from './wire/uuid.ts';

export type MomoConfig = {
  settings: MomoSettings;
  /** Ends the simulator when its standard input closes, which happens when the process that started it is gone. */
  endWithParent: boolean;
};

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): MomoConfig {
  return readEnvironment(environment, 'MOMO_SIMULATOR_', (read) => ({
    settings: readSettings(read, developmentSettings),
    endWithParent: readEndWithParent(read),
  }));
}

function readSettings(read: SettingReader, defaults: MomoSettings): MomoSettings {
  return {
    ...readSimulatorSettings(read, defaults),
    currencies: readCurrencies(read, defaults.currencies),
    targetEnvironment: read.word('TARGET_ENVIRONMENT', defaults.targetEnvironment),
    apiUser: readApiUser(read, defaults.apiUser),
    apiKey: read.word('API_KEY', defaults.apiKey),
    callbackHost: read.word('CALLBACK_HOST', defaults.callbackHost),
    collectionKey: read.word('COLLECTION_KEY', defaults.collectionKey),
    disbursementKey: read.word('DISBURSEMENT_KEY', defaults.disbursementKey),
    walletBalance: read.whole('WALLET_BALANCE', defaults.walletBalance, { from: 0, to: 1_000_000_000_000 }),
    floatBalance: read.whole('FLOAT_BALANCE', defaults.floatBalance, { from: 0, to: 1_000_000_000_000 }),
  };
}

function readCurrencies(read: SettingReader, defaults: readonly string[]): string[] {
  const currencies = read
    .word('CURRENCIES', defaults.join(','))
    .split(',')
    .map((currency) => currency.trim());
  const unknown = currencies.filter((currency) => currencyDigits(currency) === undefined);
  if (unknown.length > 0)
    read.complain(
      'CURRENCIES',
      `names ${unknown.map((currency) => `"${currency}"`).join(', ')}, which is no known currency.`,
    );
  return currencies;
}

function readApiUser(read: SettingReader, otherwise: string): string {
  const given = read.word('API_USER', otherwise);
  const apiUser = parseUuid4(given);
  if (apiUser === undefined) read.complain('API_USER', 'must be a UUID of version 4.');
  return apiUser ?? given;
}
