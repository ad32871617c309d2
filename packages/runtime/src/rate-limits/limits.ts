import Type, { type Static } from 'typebox';
import type { Operation, Traffic } from '@safiri/contracts/declaring';

const perMinute = (most: number, description: string) =>
  Type.Integer({ minimum: 1, maximum: 100_000_000, default: most, description });

/**
 * How many requests a minute are answered. Of one caller: far more than a person sends or our pages send for them. Of one
 * address: what thousands of phones send that a carrier puts behind one; it only keeps one machine from taking all of ours.
 */
export const rateLimitSettings = {
  MOST_READS_PER_MINUTE: perMinute(
    1_200,
    'reads of one account, guest or device a minute; a page takes up to five, and one that waits asks every two seconds',
  ),
  MOST_SEARCHES_PER_MINUTE: perMinute(
    300,
    'searches of one account, guest or device a minute; five a second is faster than anybody reads',
  ),
  MOST_WRITES_PER_MINUTE: perMinute(
    600,
    'writes of one account, guest or device a minute; a busy counter or gate makes one a second',
  ),
  MOST_SIGN_INS_PER_MINUTE: perMinute(
    20,
    'sign-ins and registrations of one device a minute; a shared phone signs in some people one after the other',
  ),
  MOST_READS_PER_ADDRESS: perMinute(
    120_000,
    'reads of one address a minute: 5,000 phones of a carrier with a page every fifteen seconds',
  ),
  MOST_SEARCHES_PER_ADDRESS: perMinute(
    30_000,
    'searches of one address a minute: 5,000 phones with one every ten seconds',
  ),
  MOST_WRITES_PER_ADDRESS: perMinute(
    30_000,
    'writes of one address a minute: 5,000 phones with one every ten seconds, or callbacks of a payment company',
  ),
  MOST_SIGN_INS_PER_ADDRESS: perMinute(
    600,
    'sign-ins and registrations of one address a minute; beyond it each has to solve a challenge first',
  ),
};
const RateLimitSettings = Type.Object(rateLimitSettings);
export type RateLimitSettings = Static<typeof RateLimitSettings>;

export type Limits = { readonly perCaller: number; readonly perAddress: number };

export function limitsFrom(settings: RateLimitSettings): Readonly<Record<Traffic, Limits>> {
  return {
    reads: { perCaller: settings.MOST_READS_PER_MINUTE, perAddress: settings.MOST_READS_PER_ADDRESS },
    searches: { perCaller: settings.MOST_SEARCHES_PER_MINUTE, perAddress: settings.MOST_SEARCHES_PER_ADDRESS },
    writes: { perCaller: settings.MOST_WRITES_PER_MINUTE, perAddress: settings.MOST_WRITES_PER_ADDRESS },
    'sign-ins': { perCaller: settings.MOST_SIGN_INS_PER_MINUTE, perAddress: settings.MOST_SIGN_INS_PER_ADDRESS },
  };
}

/** As what a request counts. Services ask one another as often as they have to. */
export function trafficOf(op: Operation): Traffic | undefined {
  if (op.who.kind === 'service') return undefined;
  return op.traffic ?? (op.method === 'GET' ? 'reads' : 'writes');
}
