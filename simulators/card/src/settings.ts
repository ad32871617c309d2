import { developmentDelays, type SimulatorSettings } from '@safiri/simulator-kit';

/** Everything a running simulator is told. Money is in major units, because one number has to serve every currency. */
export type CardSettings = SimulatorSettings & {
  /** Accepted ISO 4217 codes. */
  readonly currencies: readonly string[];
  readonly secretKey: string;
  /** Where webhooks go; empty for nowhere. */
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  /** What a cardholder's account holds when it is first used, per currency. */
  readonly cardBalance: number;
};

/** A simulator for one developer on one machine. The credentials guard nothing but simulated money. */
export const developmentSettings: CardSettings = {
  host: '127.0.0.1',
  port: 8013,
  dataFolder: '.data/card-simulator',
  // One that is ending sends its last webhooks, and gives each listener two seconds.
  handoverMillis: 5000,
  currencies: ['KES', 'RWF', 'UGX', 'TZS', 'USD', 'EUR', 'JPY'],
  secretKey: 'sk_development',
  webhookUrl: '',
  webhookSecret: 'whsec_development',
  cardBalance: 100_000_000,
  speed: 1,
  switches: {
    ...developmentDelays,
    // Nobody pays but the person on the page.
    autoApproveSeconds: 0,
    // The page and the bank's challenge live ten minutes.
    promptLifetimeSeconds: 600,
    choices: { unavailableBank: 'fails' },
  },
  log: 'warn',
};
