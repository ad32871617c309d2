import { currencyDigits } from '@safiri/kernel';
import { readEndWithParent, readEnvironment, readSimulatorSettings, type Environment } from '@safiri/simulator-kit';
import { developmentSettings, type CardSettings } from './settings.ts';

export type CardConfig = {
  readonly settings: CardSettings;
  /** Ends the simulator when its standard input closes, which happens when the process that started it is gone. */
  readonly endWithParent: boolean;
};

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): CardConfig {
  return readEnvironment(environment, 'CARD_SIMULATOR_', (read) => {
    const named = read.word('CURRENCIES', developmentSettings.currencies.join(','));
    const currencies = named.split(',').map((currency) => currency.trim());
    const unknown = currencies.filter((currency) => currencyDigits(currency) === undefined);
    if (unknown.length > 0) read.complain('CURRENCIES', `names ${unknown.join(', ')}, which is no known currency.`);
    return {
      settings: {
        ...readSimulatorSettings(read, developmentSettings),
        currencies,
        secretKey: read.word('SECRET_KEY', developmentSettings.secretKey),
        webhookUrl: read.word('WEBHOOK_URL', developmentSettings.webhookUrl),
        webhookSecret: read.word('WEBHOOK_SECRET', developmentSettings.webhookSecret),
        cardBalance: read.whole('CARD_BALANCE', developmentSettings.cardBalance, { from: 0, to: 1_000_000_000_000 }),
      },
      endWithParent: readEndWithParent(read),
    };
  });
}
