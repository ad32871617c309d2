import { sql } from 'kysely';
import type { PatternFares } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { arrayLiteral } from '../array-literal.ts';

export type FareRow = Omit<PatternFares, 'version'>;

/** Writes fares of patterns; answers the ids of patterns whose fares are new or differ from what stood here. */
export async function writeFares(tx: Tx, fares: readonly FareRow[]): Promise<string[]> {
  const given = fares.map((fare) => ({ ...fare, amountsMinor: arrayLiteral(fare.amountsMinor) }));
  const { rows } = await sql<{ patternId: string }>`
    insert into pattern_fares (pattern_id, company_id, currency, source, amounts_minor)
    select r."patternId", r."companyId", r.currency, r.source, r."amountsMinor"
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(
        "patternId" uuid, "companyId" uuid, currency text, source text, "amountsMinor" bigint[])
    on conflict (pattern_id) do update
       set company_id = excluded.company_id, currency = excluded.currency, source = excluded.source,
           amounts_minor = excluded.amounts_minor, version = pattern_fares.version + 1
     where (pattern_fares.company_id, pattern_fares.currency, pattern_fares.source, pattern_fares.amounts_minor)
           is distinct from (excluded.company_id, excluded.currency, excluded.source, excluded.amounts_minor)
    returning pattern_id as "patternId"`.execute(tx);
  return rows.map((row) => row.patternId);
}

/** Prices nothing any more for patterns that have no fares now, so that none is sold at an old one; answers their ids. */
export async function withdrawFares(tx: Tx, patternIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ patternId: string }>`
    update pattern_fares
       set amounts_minor = array_fill(null::bigint, array[cardinality(amounts_minor)]), version = version + 1
     where pattern_id = any (${patternIds}::uuid[])
       and amounts_minor <> array_fill(null::bigint, array[cardinality(amounts_minor)])
    returning pattern_id as "patternId"`.execute(tx);
  return rows.map((row) => row.patternId);
}

/** How many amounts each of the patterns' fare tables has. */
export async function listFareSizes(
  tx: Tx,
  patternIds: readonly string[],
): Promise<{ readonly patternId: string; readonly amounts: number }[]> {
  const { rows } = await sql<{ patternId: string; amounts: number }>`
    select pattern_id as "patternId", cardinality(amounts_minor) as amounts
      from pattern_fares where pattern_id = any (${patternIds}::uuid[]) order by pattern_id`.execute(tx);
  return rows;
}

export async function listFareStates(tx: Tx, patternIds: readonly string[]): Promise<PatternFares[]> {
  const { rows } = await sql<PatternFares>`
    select pattern_id as "patternId", version, company_id as "companyId", currency, source,
           to_jsonb(amounts_minor) as "amountsMinor"
      from pattern_fares where pattern_id = any (${patternIds}::uuid[]) order by pattern_id`.execute(tx);
  return rows;
}
