import { fromMajor, type Wallet } from '@safiri/simulator-kit';
import type { MomoSettings } from '../settings.ts';

/** The merchant's two wallets: charges arrive in one, refunds leave from the other, as at MTN. */
const merchantAccounts = { collection: 'merchant collection', disbursement: 'merchant disbursement' } as const;
export type Product = keyof typeof merchantAccounts;

export type Party = { partyIdType: string; partyId: string };

/** A merchant's wallet in that currency; refunds need money from the first day. */
export function merchantWallet(settings: MomoSettings, product: Product, currency: string): Wallet {
  const openedMajor = product === 'collection' ? 0 : settings.floatBalance;
  return { owner: merchantAccounts[product], openedMinor: fromMajor(openedMajor, currency) };
}

export function payerWallet(settings: MomoSettings, party: Party, currency: string): Wallet {
  return {
    owner: `${party.partyIdType} ${party.partyId}`,
    openedMinor: fromMajor(settings.walletBalance, currency),
  };
}
