import { sql } from 'kysely';
import type { faresChanged, PatternFares, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { newestMembers } from './newest-members.ts';
import { faresByBoardingStop } from './stretch-fare.ts';

type FareTable = PatternFares & { readonly rows: (number | null)[][] };

/** Takes over the fares that the timetable's transaction told; a pattern's fares are replaced whole, in two statements as its stops are. */
export async function onFaresChanged(tx: Tx, payload: PayloadOf<typeof faresChanged>): Promise<void> {
  const tables = newestMembers(payload.fares, (fares) => fares.patternId).map((fares) => ({
    ...fares,
    rows: faresByBoardingStop(fares.amountsMinor),
  }));
  const applied = await keepFares(tx, tables);
  await replaceAmounts(
    tx,
    tables.filter((table) => applied.has(table.patternId)),
  );
}

/** Answers the patterns whose fares are not older than what is known. */
async function keepFares(tx: Tx, tables: readonly FareTable[]): Promise<ReadonlySet<string>> {
  const given = tables.map(({ patternId, version, companyId, currency, source, rows }) => ({
    patternId,
    version,
    companyId,
    currency,
    source,
    stopCount: rows.length + 1,
  }));
  const { rows } = await sql<{ patternId: string }>`
    insert into fares as t (pattern_id, version, company_id, currency, source, stop_count)
    select "patternId", version, "companyId", currency, source, "stopCount"
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x (
           "patternId" uuid, version bigint, "companyId" uuid, currency text, source text, "stopCount" smallint)
    on conflict (pattern_id) do update
       set version = excluded.version, company_id = excluded.company_id, currency = excluded.currency, source = excluded.source,
           stop_count = excluded.stop_count
     where excluded.version >= t.version
    returning pattern_id as "patternId"`.execute(tx);
  return new Set(rows.map((row) => row.patternId));
}

async function replaceAmounts(tx: Tx, tables: readonly FareTable[]): Promise<void> {
  const given = tables.flatMap(({ patternId, rows }) =>
    rows.map((amountsMinor, fromIndex) => ({ patternId, fromIndex, amountsMinor })),
  );
  await sql`
    with given as (
      select "patternId" as pattern_id, "fromIndex" as from_index, "amountsMinor" as amounts_minor
        from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x ("patternId" uuid, "fromIndex" smallint, "amountsMinor" bigint[])
    ), shortened as (
      delete from boarding_fares b
       where b.pattern_id in (select pattern_id from given)
         and not exists (select from given g where g.pattern_id = b.pattern_id and g.from_index = b.from_index)
    )
    insert into boarding_fares (pattern_id, from_index, amounts_minor)
    select pattern_id, from_index, amounts_minor from given
    on conflict (pattern_id, from_index) do update set amounts_minor = excluded.amounts_minor`.execute(tx);
}
