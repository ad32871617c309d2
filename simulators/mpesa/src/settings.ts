import { developmentDelays, type SimulatorSettings } from '@safiri/simulator-kit';

export type MpesaSettings = SimulatorSettings & {
  consumerKey: string;
  consumerSecret: string;
  /** The paybill that is paid and that pays refunds. */
  shortCode: string;
  passkey: string;
  /** Who may reverse and pay out. The credential is what the password becomes when it is encrypted for M-Pesa. */
  initiator: string;
  securityCredential: string;
  /** What a customer's wallet holds when it is first used, in shillings. */
  walletBalance: number;
  /** What the paybill's utility account holds, from which customers are paid. */
  floatBalance: number;
};

/** A simulator for one developer on one machine. The credentials guard nothing but simulated money. */
export const developmentSettings: MpesaSettings = {
  host: '127.0.0.1',
  port: 8011,
  dataFolder: '.data/mpesa-simulator',
  // One that is ending sends its last callbacks, and gives each listener two seconds.
  handoverMillis: 5000,
  consumerKey: 'development-consumer-key',
  consumerSecret: 'development-consumer-secret',
  shortCode: '600100',
  passkey: 'development-passkey',
  initiator: 'safiri',
  securityCredential: 'development-security-credential',
  // Thousands of tickets of one number.
  walletBalance: 10_000_000,
  floatBalance: 100_000_000,
  speed: 1,
  switches: {
    ...developmentDelays,
    // M-Pesa's prompt is gone after about a minute.
    promptLifetimeSeconds: 60,
    choices: { pendingShape: '4999', codeShape: 'number', callbackRetries: 'once' },
  },
  log: 'warn',
};
