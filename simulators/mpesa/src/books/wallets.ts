import { fromMajor, type Wallet } from '@safiri/simulator-kit';
import type { MpesaSettings } from '../settings.ts';

/** M-Pesa knows one currency. */
export const currency = 'KES';

/** The paybill's two accounts: customers pay into one, reversals leave it; customers are paid from the other. */
export function workingAccount(): Wallet {
  return { owner: 'merchant working', openedMinor: 0 };
}

export function utilityAccount(settings: MpesaSettings): Wallet {
  return { owner: 'merchant utility', openedMinor: fromMajor(settings.floatBalance, currency) };
}

export function customerWallet(settings: MpesaSettings, msisdn: string): Wallet {
  return { owner: `MSISDN ${msisdn}`, openedMinor: fromMajor(settings.walletBalance, currency) };
}
