import { developmentDelays, type SimulatorSettings } from '@safiri/simulator-kit';

/** Everything a running simulator is told. Money is in major units, because one number has to serve every currency. */
export type PaypalSettings = SimulatorSettings & {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where webhooks go, under which id; none unless both are told here or registered over the wire. */
  readonly webhookUrl: string;
  readonly webhookId: string;
  /** What a buyer's account holds when it is first used, per currency. */
  readonly buyerBalance: number;
};

/** A simulator for one developer on one machine. The credentials guard nothing but simulated money. */
export const developmentSettings: PaypalSettings = {
  host: '127.0.0.1',
  port: 8012,
  dataFolder: '.data/paypal-simulator',
  // One that is ending sends its last webhooks, and gives each listener two seconds.
  handoverMillis: 5000,
  clientId: 'development-client',
  clientSecret: 'development-client-secret',
  webhookUrl: '',
  webhookId: '5AF1A1000000WEBHK',
  buyerBalance: 1_000_000,
  speed: 1,
  switches: {
    ...developmentDelays,
    // Nobody approves but the person on the page.
    autoApproveSeconds: 0,
    // PayPal gives a payer three hours.
    promptLifetimeSeconds: 3 * 3600,
    // Captures and refunds are done when they are answered.
    refundSeconds: 0,
    choices: {},
  },
  log: 'warn',
};
