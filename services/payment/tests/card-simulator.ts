import type { CardSettings } from '../src/providers/card/card-settings.ts';
import { startSimulator, type CompanySimulator } from './company-simulator.ts';

/** Credentials of simulated money. */
const credentials = { secretKey: 'sk_tests', webhookSecret: 'whsec_tests', currencies: ['KES', 'USD', 'RWF'] };

export async function startCardSimulator(webhookUrl = ''): Promise<CompanySimulator> {
  return await startSimulator('card', {
    SECRET_KEY: credentials.secretKey,
    WEBHOOK_SECRET: credentials.webhookSecret,
    WEBHOOK_URL: webhookUrl,
    CURRENCIES: credentials.currencies.join(','),
  });
}

export function cardSettings(baseUrl: string): CardSettings {
  return { ...credentials, baseUrl, timeoutMilliseconds: 4_000 };
}

/** A card is typed on the acquirer's page, and behind a blank the code of its bank, if that asks. Answers where it leads. */
export async function visitCardPage(approveUrl: string, cardAndCode: string): Promise<string> {
  const [number = '', otp = '111111'] = cardAndCode.split(' ');
  const typed = new URLSearchParams({ number, expires: '12/60', code: '123' });
  const paid = await fetch(`${approveUrl}/card`, { method: 'POST', redirect: 'manual', body: typed });
  const location = paid.headers.get('location') ?? String(paid.status);
  if (!location.startsWith('/bank/')) return location;
  const bank = new URL(location, approveUrl);
  const answer = await fetch(bank, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ otp }) });
  return answer.headers.get('location') ?? String(answer.status);
}
