import type { PaypalSettings } from '../src/providers/paypal/paypal-settings.ts';
import { startSimulator, type CompanySimulator } from './company-simulator.ts';

/** Credentials of simulated money. */
const credentials = { clientId: 'client-of-tests', clientSecret: 'secret-of-tests', webhookId: 'WEBHOOKOFTESTS001' };

export async function startPaypalSimulator(webhookUrl = ''): Promise<CompanySimulator> {
  return await startSimulator('paypal', {
    CLIENT_ID: credentials.clientId,
    CLIENT_SECRET: credentials.clientSecret,
    WEBHOOK_ID: credentials.webhookId,
    WEBHOOK_URL: webhookUrl,
  });
}

export function paypalSettings(baseUrl: string): PaypalSettings {
  return { ...credentials, baseUrl, currencies: ['USD', 'EUR', 'JPY'], timeoutMilliseconds: 4_000 };
}

/** What a buyer does on the page of approval: they choose an account, or cancel, and press a button. Answers where it leads. */
export async function visitPaypal(approveUrl: string, buyer: string): Promise<string> {
  const page = new URL(approveUrl);
  const action = buyer === 'cancels' ? 'cancel' : 'approve';
  const answer = await fetch(new URL(`/checkoutnow/${page.searchParams.get('token')}/${action}`, page), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ buyer }),
  });
  return answer.headers.get('location') ?? String(answer.status);
}
