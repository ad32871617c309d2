import type { listTicketKeys, OutputOf } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { publicKeysOf, serialisePublicKeys } from '../tokens/public-keys.ts';

/** What a phone needs to check tickets without network. */
export async function listPublicKeys(ctx: Ctx): Promise<OutputOf<typeof listTicketKeys>> {
  const ring = ctx.keys.ring();
  return {
    keys: serialisePublicKeys(publicKeysOf(ring)).map((key) => ({ ...key, current: key.keyId === ring.current.keyId })),
  };
}
