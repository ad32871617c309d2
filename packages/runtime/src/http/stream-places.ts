import { DomainError } from '@safiri/kernel';
import type { StreamSettings } from './stream-route.ts';

/** By then some readers have left; a browser that was refused falls back to asking now and then. */
const retryAfterSeconds = 30;

/** Counts open streams; refuses one too many with OVERLOADED. Answers how to give the place back, once. */
export type StreamPlaces = { take(address: string): () => void };

export function createStreamPlaces(
  limits: Pick<StreamSettings, 'mostStreams' | 'mostStreamsPerAddress'>,
): StreamPlaces {
  const takenBy = new Map<string, number>();
  let taken = 0;
  return {
    take: (address) => {
      const network = networkOf(address);
      const takenHere = takenBy.get(network) ?? 0;
      if (taken >= limits.mostStreams || takenHere >= limits.mostStreamsPerAddress)
        throw new DomainError('OVERLOADED', 'Too many follow this already. Ask now and then instead.', {
          retryAfter: retryAfterSeconds,
        });
      taken += 1;
      takenBy.set(network, takenHere + 1);
      return () => {
        taken -= 1;
        const left = (takenBy.get(network) ?? 1) - 1;
        if (left === 0) takenBy.delete(network);
        else takenBy.set(network, left);
      };
    },
  };
}

/** Whose line it is: an IPv4 address, or the first half of an IPv6 address, since a customer has all of the second half. */
export function networkOf(address: string): string {
  const ipv4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (ipv4 !== undefined || !address.includes(':')) return ipv4 ?? address;
  const [before = [], after = []] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
