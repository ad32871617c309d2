import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import { differences, type Compared } from './find-differences.ts';

/**
 * Makes a case of each difference that is none yet, brings back what was over and is found again, and ends what is found no
 * more. What somebody resolved stays resolved while it is of the same kind.
 */
export async function keepCases(tx: Tx, compared: Compared): Promise<void> {
  await sql`
    with ${differences(compared)},
    kept as (
      insert into reconciliation_cases as c (case_id, subject, method, kind, suggestion, sentence, line_id, order_id, subject_id)
      select gen_random_uuid(), subject, ${compared.method}, kind, suggestion, sentence, line_id, order_id, subject_id from difference order by subject
      on conflict (subject) do update
         set kind = excluded.kind, suggestion = excluded.suggestion, sentence = excluded.sentence, line_id = excluded.line_id, order_id = excluded.order_id,
             subject_id = excluded.subject_id, status = 'open', found_at = case when c.status = 'open' then c.found_at else now() end,
             closed_at = null, resolved_by = null, note = null
       where c.status = 'gone' or c.kind <> excluded.kind or (c.status = 'open' and c.sentence <> excluded.sentence))
    update reconciliation_cases c set status = 'gone', closed_at = now()
     where c.method = ${compared.method} and c.status = 'open'
       and (c.line_id in (select line_id from line) or (c.kind = 'missing-there' and c.subject_id in (select id from ended)))
       and not exists (select from difference d where d.subject = c.subject)`.execute(tx);
}
