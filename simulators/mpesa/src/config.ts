import {
  readEnvironment,
  readSimulatorSettings,
  type Environment,
  type SettingReader,
  type SimulatorConfig,
} from '@safiri/simulator-kit';
import { developmentSettings as defaults, type MpesaSettings } from './settings.ts';

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): SimulatorConfig<MpesaSettings> {
  return readEnvironment(environment, 'mpesa', (read) => ({
    ...readSimulatorSettings(read, defaults),
    consumerKey: read.word('CONSUMER_KEY', defaults.consumerKey),
    consumerSecret: read.word('CONSUMER_SECRET', defaults.consumerSecret),
    shortCode: readShortCode(read),
    passkey: read.word('PASSKEY', defaults.passkey),
    initiator: read.word('INITIATOR', defaults.initiator),
    securityCredential: read.word('SECURITY_CREDENTIAL', defaults.securityCredential),
    walletBalance: read.whole('WALLET_BALANCE', defaults.walletBalance, { from: 0, to: 1_000_000_000_000 }),
    floatBalance: read.whole('FLOAT_BALANCE', defaults.floatBalance, { from: 0, to: 1_000_000_000_000 }),
  }));
}

function readShortCode(read: SettingReader): string {
  const shortCode = read.word('SHORT_CODE', defaults.shortCode);
  if (!/^\d{5,7}$/.test(shortCode)) read.complain('SHORT_CODE', 'must have five to seven digits.');
  return shortCode;
}
