import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { serviceNames } from '@safiri/contracts/declaring';
import { SettingsError } from '../settings.ts';
import { hasSqlState } from './errors.ts';

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
  try {
    await ensureRole(client, seatsRole, 'nologin');
    for (const schema of [...serviceNames, queueSchema]) {
      const { owner, running } = rolesOf(schema);
      await ensureRole(client, owner, 'nologin');
      await ensureRole(client, running, 'login');
      const password = passwords[schema];
      if (password !== undefined)
        await changeRoles(client, `alter role ${running} password ${pg.escapeLiteral(password)}`);
      await client.query(`create schema if not exists ${schema} authorization ${owner}`);
    }
    await ensureMember(client, seatsRole, rolesOf('ticketing').owner);
  } catch (error) {
    if (!hasSqlState(error, '42501')) throw error;
    throw new SettingsError([
      `MIGRATION_DATABASE_URL must name a role that may create roles (CREATEROLE) and schemas (CREATE on the database), and that made the safiri_ roles which are there already: ${error instanceof Error ? error.message : ''}`,
    ]);
  }
}

async function ensureRole(client: pg.Client, role: string, login: 'login' | 'nologin'): Promise<void> {
  await changeRoles(
    client,
    `do $$ begin
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} ${login} nosuperuser nocreatedb nocreaterole noinherit; end if; end $$`,
  );
  if (login === 'nologin') await ensureMember(client, role, 'current_user');
}

/** Lets `member` act as `role`. A superuser may anyway; since 16 being a member is not yet being allowed to act. */
async function ensureMember(client: pg.Client, role: string, member: string): Promise<void> {
  const name = member === 'current_user' ? member : `'${member}'`;
  await changeRoles(
    client,
    `do $$ begin
    if not pg_has_role(${name}, '${role}', case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)
    then grant ${role} to ${member}; end if; end $$`,
  );
}

/** Other databases of the same server change the same roles, and no lock reaches across: whoever comes second tries again. */
const tries = 20;
const pauseMilliseconds = 50;

async function changeRoles(client: pg.Client, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if (attempt === tries || !isRoleRace(error)) throw error;
      await wait(pauseMilliseconds * Math.random());
    }
  }
}

/** Created meanwhile (by name, or by the unique index beneath), or "tuple concurrently updated", which has no code of its own. */
function isRoleRace(error: unknown): boolean {
  return (
    hasSqlState(error, '42710', '23505') ||
    (hasSqlState(error, 'XX000') && error instanceof Error && error.message.includes('concurrently'))
  );
}
