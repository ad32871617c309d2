import type { Delays, Switches } from './behaviour/switches.ts';

/** Everything a running simulator is told. Money is in major units, because one number has to serve every currency. */
export type MomoSettings = {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Folder of the books; made when absent, locked by the one simulator that uses it. */
  dataFolder: string;
  /** How long to wait for books that another simulator still has open. */
  handoverMillis: number;
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
  /** Simulated seconds per real second; 0 makes a clock that only the control API moves. */
  speed: number;
  /** What the switches of the control API are until somebody changes them. */
  switches: Switches;
  log: 'silent' | 'warn' | 'info';
};

const developmentDelays: Delays = {
  // A newcomer should see the sale succeed while still looking at the screen.
  autoApproveSeconds: 4,
  // MTN gives a payer five minutes.
  promptLifetimeSeconds: 300,
  // Longer than the ten minutes that a hold of seats lives.
  lateAnswerSeconds: 900,
  refundSeconds: 1,
  callbackSeconds: 0,
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
    reasonShape: 'text',
    amountShape: 'text',
    callbackMethod: 'PUT',
    callbackRetries: 'once',
  },
  log: 'warn',
};
