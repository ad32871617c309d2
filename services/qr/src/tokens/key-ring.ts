import { generateTicketKey, parseTicketKey, serialiseTicketKey, type TicketKey } from './ticket-key.ts';
import { createTripKeys, type TripKeys } from './trip-key.ts';

/** Every key the qr service knows: it signs with the current one and verifies with all. */
export type KeyRing = {
  readonly current: TicketKey & { readonly privateKey: NonNullable<TicketKey['privateKey']> };
  readonly keys: ReadonlyMap<number, TicketKey>;
  readonly tripKeys: TripKeys;
};

/** A key every month for five years, with room. Far more would mean that somebody rotates in a loop. */
export const MAX_KEYS = 64;

/**
 * To rotate, first make a ring that holds the new key beside the current one and let every phone fetch its public
 * key; then make the ring with the new key current and the old one retired. The old key stays until its last
 * ticket has run out. Throws when the keys do not make a ring.
 */
export function createKeyRing(currentKeyId: number, keys: readonly TicketKey[]): KeyRing {
  if (keys.length > MAX_KEYS) throw new Error(`a key ring holds at most ${MAX_KEYS} ticket keys`);
  const byKeyId = new Map(keys.map((key) => [key.keyId, key]));
  if (byKeyId.size !== keys.length) throw new Error('two ticket keys have the same key id');
  const current = byKeyId.get(currentKeyId);
  if (current?.privateKey === undefined) throw new Error(`the current ticket key ${currentKeyId} is absent or retired`);
  return { current: { ...current, privateKey: current.privateKey }, keys: byKeyId, tripKeys: createTripKeys() };
}

export function generateKeyRing(): KeyRing {
  return createKeyRing(1, [generateTicketKey(1)]);
}

/** JSON that holds secrets: for a file of mode 600 or a secret store, never for a log. */
export function serialiseKeyRing(ring: KeyRing): string {
  return JSON.stringify({ currentKeyId: ring.current.keyId, keys: [...ring.keys.values()].map(serialiseTicketKey) });
}

/** Throws for anything but what `serialiseKeyRing` writes; no message repeats a secret. */
export function parseKeyRing(text: string): KeyRing {
  const ring = parseJson(text);
  const isRing = typeof ring === 'object' && ring !== null && 'currentKeyId' in ring && 'keys' in ring;
  if (!isRing || typeof ring.currentKeyId !== 'number' || !Array.isArray(ring.keys)) {
    throw new Error('a key ring is an object with currentKeyId and keys');
  }
  const keys: readonly unknown[] = ring.keys;
  return createKeyRing(ring.currentKeyId, keys.map(parseTicketKey));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which holds secrets.
    throw new Error('a key ring is not JSON');
  }
}
