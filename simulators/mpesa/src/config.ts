import {
  readEndWithParent,
  readEnvironment,
  readSimulatorSettings,
  type Environment,
  type SettingReader,
} from '@safiri/simulator-kit';
import { developmentSettings, type MpesaSettings } from './settings.ts';

export type MpesaConfig = {
  settings: MpesaSettings;
  /** Ends the simulator when its standard input closes, which happens when the process that started it is gone. */
  endWithParent: boolean;
};

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): MpesaConfig {
  return readEnvironment(environment, 'MPESA_SIMULATOR_', (read) => ({
    settings: readSettings(read, developmentSettings),
    endWithParent: readEndWithParent(read),
  }));
}

function readSettings(read: SettingReader, defaults: MpesaSettings): MpesaSettings {
  return {
    ...readSimulatorSettings(read, defaults),
    consumerKey: read.word('CONSUMER_KEY', defaults.consumerKey),
    consumerSecret: read.word('CONSUMER_SECRET', defaults.consumerSecret),
    shortCode: readShortCode(read, defaults.shortCode),
    passkey: read.word('PASSKEY', defaults.passkey),
    initiator: read.word('INITIATOR', defaults.initiator),
    securityCredential: read.word('SECURITY_CREDENTIAL', defaults.securityCredential),
    walletBalance: read.whole('WALLET_BALANCE', defaults.walletBalance, { from: 0, to: 1_000_000_000_000 }),
    floatBalance: read.whole('FLOAT_BALANCE', defaults.floatBalance, { from: 0, to: 1_000_000_000_000 }),
  };
}

function readShortCode(read: SettingReader, otherwise: string): string {
  const shortCode = read.word('SHORT_CODE', otherwise);
  if (!/^\d{5,7}$/.test(shortCode)) read.complain('SHORT_CODE', 'must have five to seven digits.');
  return shortCode;
}
