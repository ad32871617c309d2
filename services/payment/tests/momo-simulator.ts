import { startSimulator, type CompanySimulator } from './company-simulator.ts';

/** Credentials of simulated money. */
export const momoCredentials = {
  targetEnvironment: 'sandbox',
  apiUser: '7d0c1c6e-5a1f-4d3c-9b1e-3f0a5c2b7e10',
  apiKey: 'b2f0c7a94e6d4a0d8e1f5b3c7a9d2e4f',
  collectionKey: 'collection-key-of-tests',
  disbursementKey: 'disbursement-key-of-tests',
  currencies: ['RWF', 'UGX', 'USD'],
} as const;

export async function startMomoSimulator(): Promise<CompanySimulator> {
  return await startSimulator('momo', {
    TARGET_ENVIRONMENT: momoCredentials.targetEnvironment,
    API_USER: momoCredentials.apiUser,
    API_KEY: momoCredentials.apiKey,
    COLLECTION_KEY: momoCredentials.collectionKey,
    DISBURSEMENT_KEY: momoCredentials.disbursementKey,
    CURRENCIES: momoCredentials.currencies.join(','),
  });
}
