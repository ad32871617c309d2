import type { MpesaSettings } from '../src/providers/mpesa/mpesa-settings.ts';
import { startSimulator, type CompanySimulator } from './company-simulator.ts';

/** Credentials of simulated money. */
const credentials = {
  consumerKey: 'key-of-tests',
  consumerSecret: 'secret-of-tests',
  shortCode: '600200',
  passkey: 'passkey-of-tests',
  initiator: 'tests',
  securityCredential: 'credential-of-tests',
};

export async function startMpesaSimulator(): Promise<CompanySimulator> {
  return await startSimulator('mpesa', {
    CONSUMER_KEY: credentials.consumerKey,
    CONSUMER_SECRET: credentials.consumerSecret,
    SHORT_CODE: credentials.shortCode,
    PASSKEY: credentials.passkey,
    INITIATOR: credentials.initiator,
    SECURITY_CREDENTIAL: credentials.securityCredential,
  });
}

export function mpesaSettings(baseUrl: string, callbackBaseUrl: string): MpesaSettings {
  return {
    ...credentials,
    baseUrl,
    callbackBaseUrl,
    callbackSources: [],
    pulls: true,
    timeoutMilliseconds: 4_000,
  };
}
