import { LRUCache } from 'lru-cache';
import type { Clock, DomainError } from '@safiri/kernel';

export type AddressRate = {
  /** Counts one request of an address, or refuses it and says when to come again. */
  count(address: string): void;
};

/** 100 bytes each. Who was not seen for that many others begins anew. */
const mostAddresses = 20_000;
const windowMilliseconds = 60_000;

/**
 * At most so many requests at once from one address, and so many a minute after that; null: any number. A number an address
 * is remembered: the instant when all it asked for so far is paid off, at one request an interval. Each process counts for
 * itself, which is enough for a ceiling that is there for robots: carriers put thousands of phones behind one address.
 */
export function createAddressRate(
  clock: Clock,
  mostAMinute: number | null,
  refusal: (retryAfter: number) => DomainError,
): AddressRate {
  if (mostAMinute === null) return { count: () => undefined };
  const interval = windowMilliseconds / mostAMinute;
  const paidOff = new LRUCache<string, number>({ max: mostAddresses });
  return {
    count: (address) => {
      const network = networkOf(address);
      const now = clock.now().getTime();
      const after = Math.max(paidOff.get(network) ?? now, now) + interval;
      const wait = after - now - windowMilliseconds;
      if (wait > 0) throw refusal(Math.ceil(wait / 1000));
      paidOff.set(network, after);
    },
  };
}

/** What one customer of a carrier is given: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...rest];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
