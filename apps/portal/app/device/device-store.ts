import type { DeviceKey } from '@safiri/client';
import type { SessionTokens } from '@safiri/contracts';

/** A shift that somebody has begun here. Its tokens are of no use without the key. */
export type Shift = SessionTokens & { readonly name: string; readonly companyId: string };

/** What this browser keeps: a key that no script can read, and who works with it. */
type Kept = { readonly key: DeviceKey; readonly shift: Shift };

const databaseName = 'safiri-device';
const storeName = 'kept';

export async function recall<Name extends keyof Kept>(name: Name): Promise<Kept[Name] | undefined> {
  return await inStore('readonly', (store) => store.get(name) as IDBRequest<Kept[Name] | undefined>);
}

export async function keep<Name extends keyof Kept>(name: Name, value: Kept[Name]): Promise<void> {
  await inStore('readwrite', (store) => store.put(value, name));
}

export async function forget(name: keyof Kept): Promise<void> {
  await inStore('readwrite', (store) => store.delete(name));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(databaseName, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(storeName));
  const database = await resultOf(opening);
  try {
    return await resultOf(ask(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

async function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return await new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing.')));
  });
}
