import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { rolesOf } from '../database/roles.ts';
import { SettingsError } from '../settings.ts';

/** Refuses a role that could do more than the service may: row-level security does not hold for those. */
export async function refuseOtherRole(db: Database): Promise<void> {
  const { rows } = await sql<{ role: string; mighty: boolean }>`
    select rolname as role, rolsuper or rolbypassrls or pg_has_role(rolname, ${rolesOf(db.schema).owner}, 'member') as mighty
      from pg_roles where rolname = current_user`.execute(db.kysely);
  const { running } = rolesOf(db.schema);
  const [found] = rows;
  if (found?.role === running && !found.mighty) return;
  throw new SettingsError([
    `DATABASE_URL connects as ${found?.role ?? 'nobody'}; it has to be ${running}, which owns nothing and is no superuser`,
  ]);
}
