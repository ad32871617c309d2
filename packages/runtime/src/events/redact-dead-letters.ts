import type { PgBoss } from 'pg-boss';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { queueSchema } from '../database/roles.ts';
import { withoutPersons } from './without-persons.ts';

/** Dead letters are few, and looked through a page at a time. */
const pageRows = 200;

const DeadRow = Type.Object({ id: Type.String(), name: Type.String(), data: Type.Unknown() });
const deadRows = Compile(Type.Array(DeadRow));

/**
 * Takes the persons out of dead letters about these orders. They stay, and can be replayed: a booking that a ledger never
 * heard of is money all the same. Messages that were handled are deleted within the hour by the queue itself.
 */
export async function redactDeadLetters(boss: PgBoss, orderIds: readonly string[]): Promise<void> {
  const db = boss.getDb();
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await db.executeSql(
      `select id, name, data from ${queueSchema}.job
        where name like '%-dead' and id > $1 and exists (select from unnest($2::text[]) as o (id) where strpos(data::text, o.id) > 0)
        order by id limit ${pageRows}`,
      [after, [...orderIds]],
    );
    const found = deadRows.Parse(rows);
    for (const { id, name, data } of found)
      await db.executeSql(`update ${queueSchema}.job set data = $3 where name = $2 and id = $1`, [
        id,
        name,
        JSON.stringify(withoutPersons(data)),
      ]);
    const last = found.at(-1);
    if (last === undefined || found.length < pageRows) return;
    after = last.id;
  }
}
