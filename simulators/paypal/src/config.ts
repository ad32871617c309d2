import { readEndWithParent, readEnvironment, readSimulatorSettings, type Environment } from '@safiri/simulator-kit';
import { developmentSettings, type PaypalSettings } from './settings.ts';

export type PaypalConfig = {
  readonly settings: PaypalSettings;
  /** Ends the simulator when its standard input closes, which happens when the process that started it is gone. */
  readonly endWithParent: boolean;
};

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): PaypalConfig {
  return readEnvironment(environment, 'PAYPAL_SIMULATOR_', (read) => ({
    settings: {
      ...readSimulatorSettings(read, developmentSettings),
      clientId: read.word('CLIENT_ID', developmentSettings.clientId),
      clientSecret: read.word('CLIENT_SECRET', developmentSettings.clientSecret),
      webhookUrl: read.word('WEBHOOK_URL', developmentSettings.webhookUrl),
      webhookId: read.word('WEBHOOK_ID', developmentSettings.webhookId),
      buyerBalance: read.whole('BUYER_BALANCE', developmentSettings.buyerBalance, { from: 0, to: 1_000_000_000 }),
    },
    endWithParent: readEndWithParent(read),
  }));
}
