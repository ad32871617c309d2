import { sql } from 'kysely';
import type { Revocation } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** As many as a page of the contract holds. */
const mostInPage = 500;

type StoredRevocation = Omit<Revocation, 'keptUntil'> & { readonly keptUntil: Date };

export async function getNewestRevocation(tx: Tx): Promise<number> {
  const { rows } = await sql<{ newest: number }>`select newest from revocation_count`.execute(tx);
  return rows[0]?.newest ?? 0;
}

export async function listRevocationsAfter(tx: Tx, number: number): Promise<Revocation[]> {
  const { rows } = await sql<StoredRevocation>`
    select number, kind, id, kept_until as "keptUntil" from revocations
     where number > ${number} order by number limit ${mostInPage}`.execute(tx);
  return rows.map(asTold);
}

/** Gives each the next number. Whoever revokes meanwhile waits for this transaction, so numbers are seen in their order. */
export async function insertRevocations(
  tx: Tx,
  revoked: { readonly kind: Revocation['kind']; readonly ids: readonly string[]; readonly keptUntil: Date },
): Promise<Revocation[]> {
  const { kind, ids, keptUntil } = revoked;
  const { rows } = await sql<StoredRevocation>`
    with counted as (update revocation_count set newest = newest + ${ids.length} returning newest)
    insert into revocations (number, kind, id, kept_until)
    select counted.newest - ${ids.length} + each.place, ${kind}, each.id, ${keptUntil}
      from counted, unnest(${ids}::uuid[]) with ordinality as each (id, place)
    returning number, kind, id, kept_until as "keptUntil"`.execute(tx);
  return rows.map(asTold);
}

function asTold(stored: StoredRevocation): Revocation {
  return { ...stored, keptUntil: stored.keptUntil.toISOString() };
}
