import type { DomainError } from '@safiri/kernel';
import type { Memory } from '@safiri/runtime';

export type AddressRate = {
  /** Counts one request of an address, or refuses it and says when to come again. */
  count(address: string): Promise<void>;
};

/** 100 bytes each. */
const mostAddresses = 20_000;

/** What is counted, by a name, how often a minute at the most (null: as often as one likes), and what is said beyond that. */
export type AddressLimit = {
  readonly name: string;
  readonly mostAMinute: number | null;
  readonly refusal: (retryAfter: number) => DomainError;
};

/** At most so many requests at once from one address, and so many a minute after that. */
export function createAddressRate(memory: Pick<Memory, 'makePace'>, limit: AddressLimit): AddressRate {
  const { name, mostAMinute, refusal } = limit;
  if (mostAMinute === null) return { count: async () => undefined };
  const pace = memory.makePace(name, { mostAMinute, mostKeys: mostAddresses });
  return {
    count: async (address) => {
      const wait = await pace.count(networkOf(address));
      if (wait > 0) throw refusal(Math.ceil(wait / 1000));
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
