import type { getMyPermissions, PermissionSet } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';

/** As the token says: what other services go by at this moment. */
export async function listOwnPermissions({ actor }: RequestOf<typeof getMyPermissions>): Promise<PermissionSet> {
  return {
    held: [...actor.permissions].map(([permission, { everywhere, places }]) => ({
      permission,
      everywhere,
      places: [...places],
    })),
  };
}
