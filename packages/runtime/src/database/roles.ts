import pg from 'pg';
import { serviceNames } from '@safiri/contracts/declaring';

/** The schema that holds the embedded queue; it belongs to no service. */
export const queueSchema = 'queue';

/** Names of the roles of a schema: the owner, without login, that migrations act as, and the running role, which owns nothing. */
export function rolesOf(schema: string): { readonly owner: string; readonly running: string } {
  return { owner: `safiri_${schema}_owner`, running: `safiri_${schema}` };
}

/** Owner of seat inventory and of the functions that change it; nobody logs in as it. */
const seatsRole = 'safiri_ticketing_seats';

/**
 * Creates roles and schemas where they are missing. `passwords` are set for the running roles that it names.
 * The connection's role must be allowed to create roles and schemas. Safe to repeat; callers hold the migration lock.
 */
export async function ensureRolesAndSchemas(
  client: pg.Client,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  await ensureRole(client, seatsRole, 'nologin');
  for (const schema of [...serviceNames, queueSchema]) {
    const { owner, running } = rolesOf(schema);
    await ensureRole(client, owner, 'nologin');
    await ensureRole(client, running, 'login');
    const password = passwords[schema];
    if (password !== undefined) await client.query(`alter role ${running} password ${pg.escapeLiteral(password)}`);
    await client.query(`create schema if not exists ${schema} authorization ${owner}`);
  }
  await client.query(`grant ${seatsRole} to safiri_ticketing_owner`);
}

async function ensureRole(client: pg.Client, role: string, login: 'login' | 'nologin'): Promise<void> {
  // Roles belong to the whole server: two databases may be migrated at once, so losing the race to create one is fine.
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} ${login} nosuperuser nocreatedb nocreaterole noinherit; end if;
  exception when duplicate_object or unique_violation then null; end $$`);
  if (login === 'nologin')
    await client.query(`do $$ begin
    if not (select rolsuper from pg_roles where rolname = current_user) then grant ${role} to current_user; end if; end $$`);
}
