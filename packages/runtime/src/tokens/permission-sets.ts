import type { PermissionSet } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recent } from './recent.ts';

/** Where a permission holds: at these places, or everywhere but at these. A place is a station or a branch. */
export type Reach = { readonly everywhere: boolean; readonly places: ReadonlySet<string> };
/** What somebody may do. */
export type Permissions = ReadonlyMap<string, Reach>;

/** Asks auth for the set of a hash; undefined when auth has none. In auth's own process its front door is asked. */
export type ReadPermissionSet = (hash: string) => Promise<PermissionSet | undefined>;

/** The permissions of a hash. Refuses with UNAVAILABLE while they cannot be read. */
export type FindPermissions = (hash: string | undefined) => Promise<Permissions | undefined>;

export const noPermissions: Permissions = new Map();

/** Nearly all staff have a role as it came, so a platform has some hundreds of sets. About 6 KiB each: 30 MiB when full. */
const mostSets = 5_000;

/** Remembers sets for ever: what a hash means never changes. */
export function permissionFinder(read: ReadPermissionSet): FindPermissions {
  const known = recent<Permissions>(mostSets);
  return async (hash) => {
    if (hash === undefined) return noPermissions;
    const remembered = known.find(hash);
    if (remembered !== undefined) return remembered;
    const set = await readOrRefuse(read, hash);
    if (set === undefined) return undefined;
    const permissions = new Map(
      set.held.map(({ permission, everywhere, places }) => [permission, { everywhere, places: new Set(places) }]),
    );
    known.remember(hash, permissions);
    return permissions;
  };
}

async function readOrRefuse(read: ReadPermissionSet, hash: string): Promise<PermissionSet | undefined> {
  try {
    return await read(hash);
  } catch {
    throw new DomainError('UNAVAILABLE', 'What you may do cannot be read now. Repeat the request.', { retryAfter: 1 });
  }
}
