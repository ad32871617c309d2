import { readEnvironment, readSimulatorSettings, type Environment, type SimulatorConfig } from '@safiri/simulator-kit';
import { developmentSettings as defaults, type CardSettings } from './settings.ts';

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): SimulatorConfig<CardSettings> {
  return readEnvironment(environment, 'card', (read) => ({
    ...readSimulatorSettings(read, defaults),
    currencies: read.currencies('CURRENCIES', defaults.currencies),
    secretKey: read.word('SECRET_KEY', defaults.secretKey),
    webhookUrl: read.word('WEBHOOK_URL', defaults.webhookUrl),
    webhookSecret: read.word('WEBHOOK_SECRET', defaults.webhookSecret),
    cardBalance: read.whole('CARD_BALANCE', defaults.cardBalance, { from: 0, to: 1_000_000_000_000 }),
  }));
}
