import { assert } from '@safiri/kernel';
import { asService, createSealer, transaction, type Database, type Sealer, type Tx } from '@safiri/runtime';
import { createKeyRing, type KeyRing } from '../tokens/key-ring.ts';
import { generateTicketKey, parseTicketKey, serialiseTicketKey, type TicketKey } from '../tokens/ticket-key.ts';
import { insertKey, listKeys, lockKeys, type KeyState, type StoredKey } from './key-queries.ts';

export type Keys = {
  /** The ring as it was last read from the database. */
  ring(): KeyRing;
  reload(): Promise<void>;
  readonly sealer: Sealer;
};

/** Reads the ring; the first process ever makes the first two keys, one that signs and one announced to follow it. */
export async function openKeys(db: Database, encryptionKey: string): Promise<Keys> {
  const sealer = createSealer(encryptionKey);
  const read = async (): Promise<KeyRing> =>
    await transaction(db, asService, async (tx) => {
      const stored = await listKeys(tx);
      return ringOf(stored.length > 0 ? stored : await makeFirstKeys(tx, sealer), sealer);
    });
  let ring = await read();
  return {
    ring: () => ring,
    reload: async () => {
      ring = await read();
    },
    sealer,
  };
}

async function makeFirstKeys(tx: Tx, sealer: Sealer): Promise<StoredKey[]> {
  await lockKeys(tx);
  const made = await listKeys(tx);
  if (made.length > 0) return made;
  const first = [sealKey(generateTicketKey(1), 'current', sealer), sealKey(generateTicketKey(2), 'announced', sealer)];
  for (const key of first) await insertKey(tx, key);
  return first;
}

export function sealKey(key: TicketKey, state: KeyState, sealer: Sealer): StoredKey {
  return { keyId: key.keyId, state, sealedMaterial: sealer.seal(JSON.stringify(serialiseTicketKey(key))) };
}

export function openKey(stored: StoredKey, sealer: Sealer): TicketKey {
  return parseTicketKey(JSON.parse(sealer.open(stored.sealedMaterial)));
}

function ringOf(stored: readonly StoredKey[], sealer: Sealer): KeyRing {
  const current = stored.find((key) => key.state === 'current');
  assert(current !== undefined, 'one ticket key is current');
  return createKeyRing(
    current.keyId,
    stored.map((key) => openKey(key, sealer)),
  );
}
