import { developmentDelays, type SimulatorSettings } from '@safiri/simulator-kit';

/** Everything a running simulator is told. Money is in major units, because one number has to serve every currency. */
export type MomoSettings = SimulatorSettings & {
  /** Accepted ISO 4217 codes; the first is what `account/balance` answers in. */
  currencies: readonly string[];
  targetEnvironment: string;
  apiUser: string;
  apiKey: string;
  /** Host name that every X-Callback-Url must carry. */
  callbackHost: string;
  collectionKey: string;
  disbursementKey: string;
  /** What a payer's wallet holds when it is first used, per currency. */
  walletBalance: number;
  /** What the merchant's disbursement account holds when it is first used, per currency. */
  floatBalance: number;
};

/** A simulator for one developer on one machine. The credentials guard nothing but simulated money. */
export const developmentSettings: MomoSettings = {
  host: '127.0.0.1',
  port: 8010,
  dataFolder: '.data/momo-simulator',
  // One that is ending sends its last callbacks, and gives each listener two seconds.
  handoverMillis: 5000,
  currencies: ['RWF', 'UGX', 'USD'],
  targetEnvironment: 'sandbox',
  apiUser: '5af1a100-0000-4000-8000-000000000001',
  apiKey: '5af1a100000040008000000000000002',
  callbackHost: 'localhost',
  collectionKey: 'development-collection-key',
  disbursementKey: 'development-disbursement-key',
  // Enough for thousands of tickets of one number, also in shillings.
  walletBalance: 100_000_000,
  floatBalance: 1_000_000_000,
  speed: 1,
  switches: {
    ...developmentDelays,
    choices: { reasonShape: 'text', amountShape: 'text', callbackMethod: 'PUT', callbackRetries: 'once' },
  },
  log: 'warn',
};
