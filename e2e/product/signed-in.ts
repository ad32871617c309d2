import { createClient, type Client } from '@safiri/client';
import { signInBy } from '@safiri/testkit';
import { inboxCodes } from './inbox-codes.ts';

/** A password that everybody knows: development accounts exist in development alone (apps/platform/src/demo/load-demo.ts). */
export const developmentPassword = 'safiri-development';
export const driver = 'driver@imisozi-express.example';
export const operator = 'operator@safiri.example';

/** A client that acts for an account. */
export async function signedIn(address: string, identifier: string): Promise<Client> {
  const nobody = createClient({ baseUrl: address });
  const { accessToken } = await signInBy(nobody, inboxCodes(address), { identifier, password: developmentPassword });
  return createClient({ baseUrl: address, accessToken });
}
