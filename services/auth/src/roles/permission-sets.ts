import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { getPermissionSet, HeldPermission, PermissionSet } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** Keeps the set, unless it is kept already, and answers its hash; undefined for one that permits nothing. */
export async function keepPermissionSet(tx: Tx, set: PermissionSet): Promise<string | undefined> {
  if (set.held.length === 0) return undefined;
  const text = JSON.stringify(inOneOrder(set.held));
  const hash = createHash('sha256').update(text).digest('base64url');
  await sql`insert into permission_sets (hash, held) values (${hash}, ${text}::jsonb) on conflict do nothing`.execute(
    tx,
  );
  return hash;
}

/** Undefined when there is no such set. */
export async function findPermissionSet(ctx: Pick<Ctx, 'db'>, hash: string): Promise<PermissionSet | undefined> {
  const { rows } = await transaction(
    ctx.db,
    asService,
    async (tx) => await sql<PermissionSet>`select held from permission_sets where hash = ${hash}`.execute(tx),
  );
  return rows[0];
}

export async function readPermissionSet(
  ctx: Ctx,
  { params }: RequestOf<typeof getPermissionSet>,
): Promise<PermissionSet> {
  const set = await findPermissionSet(ctx, params.hash);
  if (set === undefined) throw new DomainError('NOT_FOUND', 'There is no set of permissions of this hash.');
  return set;
}

/** Sets of equal content have one text: what is held by its name, places by their id, members always in this order. */
function inOneOrder(held: readonly HeldPermission[]): HeldPermission[] {
  return held
    .map(({ permission, everywhere, places }) => ({ permission, everywhere, places: places.toSorted() }))
    .toSorted((one, other) => (one.permission < other.permission ? -1 : 1));
}
