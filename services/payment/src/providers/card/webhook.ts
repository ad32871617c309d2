import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@safiri/kernel';
import { secondsBetween } from '../../checks/check-schedule.ts';
import type { Callback, CallbackReading } from '../provider-callback.ts';
import { jsonOf, member, textOf } from '../send-http.ts';
import { idOf } from './read-answers.ts';

/** `t=<seconds since 1970>,v1=<hex>`: an HMAC over the instant and the very bytes, made anew for each delivery. */
const signatureHeader = 'acquirer-signature';
/** An older one may be a recording, and one from the future is none of ours; clocks differ by less. */
const toleranceSeconds = 300;

/** What a webhook is about, if the acquirer signed it with the secret of our address. Disputes are of no interest here. */
export function readWebhook(callback: Callback, secret: string | undefined, clock: Clock): CallbackReading {
  const forged = forgedBecause(callback, secret, clock);
  if (forged !== undefined) return { kind: 'forged', detail: forged };
  const event = jsonOf(Buffer.from(callback.body).toString('utf8'));
  const resource = member(member(event, 'data'), 'object');
  const [about] = (textOf(member(event, 'type')) ?? '').split('.');
  if (about !== 'payment' && about !== 'refund') return { kind: 'other' };
  const reference = textOf(member(member(resource, 'metadata'), `${about}_id`));
  if (reference === undefined || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(reference)) return { kind: 'other' };
  const handle = idOf(resource);
  return { kind: 'heard', news: { about, reference, ...(handle === undefined ? {} : { handle }) } };
}

/** Undefined for a genuine one. */
function forgedBecause({ headers, body }: Callback, secret: string | undefined, clock: Clock): string | undefined {
  if (secret === undefined) return 'no webhook is registered';
  const given = headers[signatureHeader];
  const match = typeof given === 'string' ? /^t=(\d{1,12}),v1=([\da-f]{64})$/.exec(given) : null;
  if (match?.[1] === undefined || match[2] === undefined) return 'not signed';
  const signedAt = new Date(Number(match[1]) * 1000);
  if (Math.abs(secondsBetween(signedAt, clock.now())) > toleranceSeconds) return 'signed at another time';
  const expected = createHmac('sha256', secret).update(`${match[1]}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(match[2], 'hex')) ? undefined : 'wrong signature';
}
