import { assert } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { keyRotated } from '../telemetry.ts';
import { generateTicketKey, retireTicketKey } from '../tokens/ticket-key.ts';
import { insertKey, listKeys, lockKeys, updateKey } from './key-queries.ts';
import { openKey, sealKey } from './keys.ts';

/**
 * The announced key signs from now on, the one before it verifies only, and a new one is announced. Phones that fetched
 * keys since the last rotation know the new one already. Answers the key id that signs.
 */
export async function rotateTicketKey(ctx: Ctx): Promise<number> {
  const keyId = await transaction(ctx.db, asService, async (tx) => {
    await lockKeys(tx);
    const keys = await listKeys(tx);
    const current = keys.find((key) => key.state === 'current');
    const announced = keys.find((key) => key.state === 'announced');
    assert(current !== undefined && announced !== undefined, 'a key is current and a key is announced');
    await updateKey(tx, sealKey(retireTicketKey(openKey(current, ctx.keys.sealer)), 'retired', ctx.keys.sealer));
    await updateKey(tx, { ...announced, state: 'current' });
    await insertKey(tx, sealKey(generateTicketKey(announced.keyId + 1), 'announced', ctx.keys.sealer));
    return announced.keyId;
  });
  await ctx.keys.reload();
  keyRotated(ctx.log, keyId);
  return keyId;
}
