import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Job } from '../service.ts';

/** Notes that a body was opened; false if one of that name was before, by whichever process. */
export async function noteOpened(db: Database, jti: string): Promise<boolean> {
  const { numAffectedRows } = await transaction(
    db,
    asService,
    async (tx) => await sql`insert into opened_bodies (jti) values (${jti}) on conflict do nothing`.execute(tx),
  );
  return numAffectedRows === 1n;
}

/** Forgets bodies that are too old to be opened again by far (five minutes), 1,000 at a time. */
export function openedBodiesCleaning(db: Database): Job {
  return {
    name: 'opened-bodies-cleaning',
    everySeconds: 300,
    run: async () => {
      const { numAffectedRows } = await transaction(
        db,
        asService,
        async (tx) =>
          await sql`delete from opened_bodies where jti in (select jti from opened_bodies where opened_at < now() - interval '1 hour' order by opened_at limit 1000)`.execute(
            tx,
          ),
      );
      return numAffectedRows === 1000n;
    },
  };
}
