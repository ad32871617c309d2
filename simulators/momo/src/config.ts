import { currencyDigits } from '@safiri/kernel';
import { parseUuid4 } from './wire/uuid.ts';
import { longestDelaySeconds } from './behaviour/switches.ts';
import { developmentSettings, type MomoSettings } from './settings.ts';

/** All mistakes of the environment at once, one sentence each. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

export type MomoConfig = {
  settings: MomoSettings;
  /** Ends the simulator when its standard input closes, which happens when the process that started it is gone. */
  endWithParent: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from the environment; what is not set is as in development. Throws `ConfigRefused`. */
export function readConfig(environment: Environment = process.env): MomoConfig {
  const mistakes: string[] = [];
  const read = createReader(environment, mistakes);
  const defaults = developmentSettings;
  const delay = { from: 0, to: longestDelaySeconds };
  const settings: MomoSettings = {
    host: read.word('HOST', defaults.host),
    port: read.whole('PORT', defaults.port, { from: 0, to: 65_535 }),
    dataFolder: read.word('DATA_DIR', defaults.dataFolder),
    handoverMillis: defaults.handoverMillis,
    currencies: readCurrencies(read.word('CURRENCIES', defaults.currencies.join(',')), mistakes),
    targetEnvironment: read.word('TARGET_ENVIRONMENT', defaults.targetEnvironment),
    apiUser: readApiUser(read.word('API_USER', defaults.apiUser), mistakes),
    apiKey: read.word('API_KEY', defaults.apiKey),
    callbackHost: read.word('CALLBACK_HOST', defaults.callbackHost),
    collectionKey: read.word('COLLECTION_KEY', defaults.collectionKey),
    disbursementKey: read.word('DISBURSEMENT_KEY', defaults.disbursementKey),
    walletBalance: read.whole('WALLET_BALANCE', defaults.walletBalance, { from: 0, to: 1_000_000_000_000 }),
    floatBalance: read.whole('FLOAT_BALANCE', defaults.floatBalance, { from: 0, to: 1_000_000_000_000 }),
    // Faster than a thousandfold, a five-minute prompt would be gone within the time of one request.
    speed: read.whole('SPEED', defaults.speed, { from: 0, to: 1000 }),
    switches: {
      ...defaults.switches,
      autoApproveSeconds: read.whole('AUTO_APPROVE_SECONDS', defaults.switches.autoApproveSeconds, delay),
      promptLifetimeSeconds: read.whole('PROMPT_LIFETIME_SECONDS', defaults.switches.promptLifetimeSeconds, {
        from: 1,
        to: longestDelaySeconds,
      }),
      lateAnswerSeconds: read.whole('LATE_ANSWER_SECONDS', defaults.switches.lateAnswerSeconds, delay),
      refundSeconds: read.whole('REFUND_SECONDS', defaults.switches.refundSeconds, delay),
    },
    log: read.choice('LOG', defaults.log, ['silent', 'warn', 'info']),
  };
  const endWithParent = read.choice('END_WITH_PARENT', 'no', ['yes', 'no']) === 'yes';
  if (mistakes.length > 0) throw new ConfigRefused(mistakes.join('\n'));
  return { settings, endWithParent };
}

type SettingReader = {
  word(name: string, otherwise: string): string;
  whole(name: string, otherwise: number, range: { from: number; to: number }): number;
  choice<const Word extends string>(name: string, otherwise: Word, words: readonly Word[]): Word;
};

function createReader(environment: Environment, mistakes: string[]): SettingReader {
  const find = (name: string): string | undefined => environment[`MOMO_SIMULATOR_${name}`]?.trim() || undefined;
  return {
    word: (name, otherwise) => find(name) ?? otherwise,
    whole: (name, otherwise, { from, to }) => {
      const given = find(name);
      if (given === undefined) return otherwise;
      if (/^\d{1,15}$/.test(given) && Number(given) >= from && Number(given) <= to) return Number(given);
      mistakes.push(`MOMO_SIMULATOR_${name} must be a whole number from ${from} to ${to}, not "${given}".`);
      return otherwise;
    },
    choice: (name, otherwise, words) => {
      const given = find(name);
      const known = words.find((word) => word === given);
      if (given !== undefined && known === undefined)
        mistakes.push(`MOMO_SIMULATOR_${name} must be one of ${words.join(', ')}, not "${given}".`);
      return known ?? otherwise;
    },
  };
}

function readCurrencies(list: string, mistakes: string[]): string[] {
  const currencies = list.split(',').map((currency) => currency.trim());
  const unknown = currencies.filter((currency) => currencyDigits(currency) === undefined);
  if (unknown.length > 0)
    mistakes.push(
      `MOMO_SIMULATOR_CURRENCIES names ${unknown.map((currency) => `"${currency}"`).join(', ')}, which is no known currency.`,
    );
  return currencies;
}

function readApiUser(given: string, mistakes: string[]): string {
  const apiUser = parseUuid4(given);
  if (apiUser === undefined) mistakes.push('MOMO_SIMULATOR_API_USER must be a UUID of version 4.');
  return apiUser ?? given;
}
