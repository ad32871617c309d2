import { setTimeout as wait } from 'node:timers/promises';
import type { Payer } from './story.ts';

/** A page of a company that is just coming back is tried so often. */
const mostTries = 20;
const pauseMilliseconds = 250;

/** What a payer does on the page of a payment company, form by form. A page that is over by then is left. */
export async function openPage(address: string, payer: Payer): Promise<void> {
  const url = new URL(address);
  if (payer.method === 'paypal') {
    const order = url.searchParams.get('token') ?? '';
    await send(new URL(`/checkoutnow/${order}/approve`, url), { buyer: payer.buyer });
  }
  if (payer.method === 'card') {
    const typed = { number: payer.card, expires: '12/39', code: '123' };
    const next = await send(new URL(`${url.pathname}/card`, url), typed);
    if (next?.startsWith('/bank/') === true) await send(new URL(next, url), { otp: payer.code });
  }
}

/** Where the form leads; undefined when it leads nowhere. */
async function send(url: URL, fields: Readonly<Record<string, string>>): Promise<string | undefined> {
  for (let tried = 0; tried < mostTries; tried += 1) {
    const body = new URLSearchParams(fields);
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined);
    if (answer !== undefined) return answer.headers.get('location') ?? undefined;
    await wait(pauseMilliseconds);
  }
  return undefined;
}
