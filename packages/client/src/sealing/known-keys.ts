import { sealingKeysOf, pathOf, type SealingKey, type SealingKeys, type ServiceName } from '@safiri/contracts';

export type KnownKeys = {
  /** The key to seal to now; undefined where the server says that sealing is off. */
  readonly key: SealingKey | undefined;
  /** Seconds since 1970 by the server's clock. */
  readonly now: number;
};

type Fetch = (address: string) => Promise<Response>;
type Kept = { readonly keys: readonly SealingKey[]; readonly aheadMilliseconds: number; readonly askedAt: number };

/** Keys change once in 30 days, and a server says when it does not know one; that sealing was switched off is noticed after this. */
const keptMilliseconds = 600_000;
/** More servers than any program of ours calls. */
const mostKept = 32;

const kept = new Map<string, Kept>();

/** Which key to seal to. Asked for every ten minutes, or anew where `anew` says that the last one was refused. */
export async function findKey(
  service: ServiceName,
  call: { readonly baseUrl: string; readonly anew: boolean; readonly fetch: Fetch },
): Promise<KnownKeys> {
  const address = `${call.baseUrl}${pathOf(sealingKeysOf(service))}`;
  const monotonic = performance.now();
  const before = call.anew ? undefined : kept.get(address);
  const known =
    before !== undefined && monotonic - before.askedAt < keptMilliseconds ? before : await ask(address, call);
  if (known !== before) keep(address, known);
  const nowMilliseconds = monotonic + known.aheadMilliseconds;
  const usable = known.keys.filter((key) => Date.parse(key.useUntil) > nowMilliseconds);
  // They are listed in the order of their use.
  return { key: usable[0] ?? known.keys.at(-1), now: Math.floor(nowMilliseconds / 1000) };
}

/** The server's clock is followed, by one that nobody sets: that of a phone may be hours wrong. */
async function ask(address: string, call: { readonly fetch: Fetch }): Promise<Kept> {
  const response = await call.fetch(address);
  if (response.status !== 200) throw new Error(`The keys to seal to were answered by status ${response.status}`);
  const { now, keys } = (await response.json()) as SealingKeys;
  const askedAt = performance.now();
  return { keys, aheadMilliseconds: Date.parse(now) - askedAt, askedAt };
}

function keep(address: string, known: Kept): void {
  if (kept.size >= mostKept) kept.clear();
  kept.set(address, known);
}
