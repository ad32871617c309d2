import { readEnvironment, readSimulatorSettings, type Environment, type SimulatorConfig } from '@safiri/simulator-kit';
import { developmentSettings as defaults, type PaypalSettings } from './settings.ts';

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): SimulatorConfig<PaypalSettings> {
  return readEnvironment(environment, 'paypal', (read) => ({
    ...readSimulatorSettings(read, defaults),
    clientId: read.word('CLIENT_ID', defaults.clientId),
    clientSecret: read.word('CLIENT_SECRET', defaults.clientSecret),
    webhookUrl: read.word('WEBHOOK_URL', defaults.webhookUrl),
    webhookId: read.word('WEBHOOK_ID', defaults.webhookId),
    buyerBalance: read.whole('BUYER_BALANCE', defaults.buyerBalance, { from: 0, to: 1_000_000_000 }),
  }));
}
