import { currencyDigits } from '@safiri/kernel';
import { longestDelaySeconds, type Delays } from './behaviour/switches.ts';
import type { SimulatorSettings } from './context.ts';

/** All mistakes of the environment at once, one sentence each. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings by their names without the prefix; what is not set, or wrong, is the default. */
export type SettingReader = {
  word(name: string, otherwise: string): string;
  whole(name: string, otherwise: number, range: { from: number; to: number }): number;
  choice<const Word extends string>(name: string, otherwise: Word, words: readonly Word[]): Word;
  /** Codes with commas between. */
  currencies(name: string, otherwise: readonly string[]): string[];
  /** Notes a mistake that only the company can see; the sentence begins after the setting's name. */
  complain(name: string, mistake: string): void;
};

export type SimulatorConfig<Settings extends SimulatorSettings> = {
  readonly settings: Settings;
  /** Ends the simulator when its standard input closes, which happens when the process that started it is gone. */
  readonly endWithParent: boolean;
};

/**
 * Reads the settings of a simulator, all of whose names begin with its own, e.g. `MOMO_SIMULATOR_`. Throws `ConfigRefused` with
 * every mistake that was met.
 */
export function readEnvironment<Settings extends SimulatorSettings>(
  environment: Environment,
  company: string,
  readSettings: (read: SettingReader) => Settings,
): SimulatorConfig<Settings> {
  const prefix = `${company.toUpperCase()}_SIMULATOR_`;
  const mistakes: string[] = [];
  const find = (name: string): string | undefined => environment[prefix + name]?.trim() || undefined;
  const complain: SettingReader['complain'] = (name, mistake) => mistakes.push(`${prefix}${name} ${mistake}`);
  const read: SettingReader = {
    complain,
    word: (name, otherwise) => find(name) ?? otherwise,
    whole: (name, otherwise, { from, to }) => {
      const given = find(name);
      if (given === undefined) return otherwise;
      if (/^\d{1,15}$/.test(given) && Number(given) >= from && Number(given) <= to) return Number(given);
      complain(name, `must be a whole number from ${from} to ${to}, not "${given}".`);
      return otherwise;
    },
    choice: (name, otherwise, words) => {
      const given = find(name);
      const known = words.find((word) => word === given);
      if (given !== undefined && known === undefined)
        complain(name, `must be one of ${words.join(', ')}, not "${given}".`);
      return known ?? otherwise;
    },
    currencies: (name, otherwise) => {
      const given = find(name)?.split(',') ?? otherwise;
      const currencies = given.map((currency) => currency.trim());
      const unknown = currencies.filter((currency) => currencyDigits(currency) === undefined);
      const named = unknown.map((currency) => `"${currency}"`).join(', ');
      if (unknown.length > 0) complain(name, `names ${named}, which is no known currency.`);
      return currencies;
    },
  };
  const settings = readSettings(read);
  const endWithParent = read.choice('END_WITH_PARENT', 'no', ['yes', 'no']) === 'yes';
  if (mistakes.length > 0) throw new ConfigRefused(mistakes.join('\n'));
  return { settings, endWithParent };
}

/** What every simulator is told, read over the defaults. */
export function readSimulatorSettings(read: SettingReader, defaults: SimulatorSettings): SimulatorSettings {
  return {
    host: read.word('HOST', defaults.host),
    port: read.whole('PORT', defaults.port, { from: 0, to: 65_535 }),
    dataFolder: read.word('DATA_DIR', defaults.dataFolder),
    handoverMillis: defaults.handoverMillis,
    // Faster than a thousandfold, a five-minute prompt would be gone within the time of one request.
    speed: read.whole('SPEED', defaults.speed, { from: 0, to: 1000 }),
    switches: { ...defaults.switches, ...readDelays(read, defaults.switches) },
    log: read.choice('LOG', defaults.log, ['silent', 'warn', 'info']),
  };
}

function readDelays(read: SettingReader, defaults: Delays): Partial<Delays> {
  const delay = { from: 0, to: longestDelaySeconds };
  return {
    autoApproveSeconds: read.whole('AUTO_APPROVE_SECONDS', defaults.autoApproveSeconds, delay),
    promptLifetimeSeconds: read.whole('PROMPT_LIFETIME_SECONDS', defaults.promptLifetimeSeconds, { ...delay, from: 1 }),
    lateAnswerSeconds: read.whole('LATE_ANSWER_SECONDS', defaults.lateAnswerSeconds, delay),
    refundSeconds: read.whole('REFUND_SECONDS', defaults.refundSeconds, delay),
  };
}
