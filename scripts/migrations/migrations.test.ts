import { expect, test } from 'vitest';
import { fixRefusals } from './check-fixes.ts';
import { migrationRefusals, refusalsOf } from './check-migrations.ts';
import { EXEMPTIONS } from './exemptions.ts';
import { readMigrations } from './read-migrations.ts';
import { RULES, type Rule } from './rules.ts';
import { root } from '../tools.ts';

const REFUSED: readonly (readonly [Rule, string])[] = [
  ['unreadable', 'alter table orders add colum note text'],
  ['drop-column', 'alter table orders drop column note'],
  ['drop-column', 'alter table orders add column fresh text, drop column if exists note cascade'],
  ['drop-object', 'drop table orders'],
  ['drop-object', 'drop table if exists ticketing.orders cascade'],
  ['drop-object', 'drop view open_orders'],
  ['drop-object', 'drop function hold_seats(uuid)'],
  ['drop-object', 'drop function hold_seats(uuid); create function hold_seats(text) returns int language sql return 1'],
  ['drop-object', 'drop index orders_by_day'],
  ['drop-object', 'drop index concurrently orders_by_day'],
  ['drop-object', 'drop policy own_orders on orders'],
  ['drop-object', 'drop trigger told on orders'],
  ['drop-object', 'drop type seat_wish'],
  ['drop-object', 'drop sequence numbers'],
  ['drop-object', 'drop schema ticketing cascade'],
  ['drop-constraint', 'alter table orders drop constraint orders_key'],
  [
    'drop-constraint',
    'alter table orders drop constraint orders_check, add constraint orders_other check (true) not valid',
  ],
  ['drop-default', 'alter table orders alter column note drop default'],
  ['rename', 'alter table orders rename to bookings'],
  ['rename', 'alter table orders rename column note to remark'],
  ['rename', 'alter table orders rename constraint a to b'],
  ['rename', 'alter function hold() rename to keep'],
  ['rename', 'alter type seat_wish rename attribute class to kind'],
  ['change-type', 'alter table orders alter column amount type numeric'],
  ['change-type', 'alter table orders alter amount set data type bigint using amount::bigint'],
  ['index-locks', 'create index orders_by_day on orders (day)'],
  ['index-locks', 'create unique index if not exists orders_once on ticketing.orders (day)'],
  ['index-locks', 'create table if not exists orders (day date); create index orders_by_day on orders (day)'],
  ['index-not-alone', 'create index concurrently orders_by_day on orders (day)'],
  ['not-null-without-default', 'alter table orders add column note text not null'],
  ['set-not-null', 'alter table orders alter column note set not null'],
  ['default-rewrites', 'alter table orders add column token uuid default gen_random_uuid()'],
  ['default-rewrites', 'alter table orders add column at timestamptz not null default clock_timestamp()'],
  ['default-rewrites', 'alter table orders add column n bigint generated always as identity'],
  ['default-rewrites', 'alter table orders add column n bigint generated always as (amount * 2) stored'],
  ['constraint-locks', "alter table orders add column note text check (note <> '')"],
  ['constraint-locks', 'alter table orders add column trip bigint references trips'],
  ['constraint-locks', 'alter table orders add constraint positive check (amount > 0)'],
  ['constraint-locks', 'alter table orders add foreign key (trip) references trips (id)'],
  ['unique-locks', 'alter table orders add column note text unique'],
  ['unique-locks', 'alter table orders add constraint once unique (note)'],
  ['unique-locks', 'alter table orders add primary key (note)'],
  ['unique-locks', 'alter table orders add constraint apart exclude using gist (span with &&)'],
  [
    'validate-not-alone',
    'alter table orders add constraint a check (b > 0) not valid; alter table orders validate constraint a',
  ],
  ['row-security', 'alter table orders enable row level security'],
  ['lock-timeout', "set local lock_timeout = '1h'"],
  ['lock-timeout', 'set statement_timeout = 0'],
  ['lock-table', 'lock table orders'],
  ['writes-rows', "update orders set note = ''"],
  ['writes-rows', 'delete from orders'],
  ['writes-rows', 'truncate orders'],
  ['writes-rows', 'insert into orders (id) values (1) on conflict (id) do update set note = null'],
  ['revoke', 'revoke update on orders from {role}'],
  ['hidden', 'do $$ begin execute $x$drop table orders$x$; end $$'],
  ['unknown', 'cluster orders using orders_by_day'],
  ['unknown', 'reindex table orders'],
  ['unknown', 'alter table orders set unlogged'],
  ['unknown', 'alter table orders set tablespace slow'],
  ['unknown', 'alter table orders disable trigger all'],
  ['unknown', 'alter table orders attach partition old default'],
  ['unknown', 'alter type seat_wish add attribute kind text'],
  ['unknown', 'alter table orders owner to somebody'],
  ['unknown', 'set search_path = public'],
  ['unknown', 'commit'],
];

test.each(REFUSED)('%s: %s', async (rule, text) => {
  const found = await refusalsOf({ set: 'ticketing', name: '0099_bad.sql', text });
  expect(found.map((refusal) => refusal.rule)).toContain(rule);
});

test('each rule has something that it refuses', () => {
  expect(new Set(REFUSED.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)));
});

test.each([
  ['0099_nothing.sql', '-- Nothing yet.\n'],
  [
    '0099_table.sql',
    `create table notes (id uuid primary key, at timestamptz not null default clock_timestamp(), body text not null);
     create index notes_by_time on notes (at);
     alter table notes enable row level security;
     alter table notes force row level security;
     create policy service_only on notes to {role} using (actor_kind() = 'service');
     alter table notes add constraint short check (length(body) < 10);
     insert into notes (id, body) select order_id, '' from orders;
     update notes set body = 'x';
     create function write_note() returns int language sql return 1;
     revoke execute on function write_note() from public;
     drop function write_note();
     grant select, insert on notes to {role};`,
  ],
  [
    '0099_columns.sql',
    `alter table orders add column note text, add column urgent boolean not null default false,
       add column tags text[] not null default '{}', add column since timestamptz default now(), add column n int default -1;
     alter table orders alter column note drop not null, alter column urgent set default true;
     grant update (note) on orders to {role};`,
  ],
  [
    '0099_wider.sql',
    `alter table orders drop constraint orders_cause_check;
     alter table orders add constraint orders_cause_check check (cause in ('a', 'b')) not valid;
     drop policy own on orders;
     create policy own on orders to {role} using (true);
     drop trigger told on orders;
     create trigger told after insert on orders for each row execute function tell();`,
  ],
  ['0099_valid.sql', 'alter table orders validate constraint orders_cause_check'],
  ['0099_once_concurrently.sql', '-- Why.\ncreate unique index concurrently orders_once on orders (note);'],
  ['0099_using.sql', 'alter table orders add constraint once unique using index orders_once'],
  [
    '0099_functions.sql',
    `set local role safiri_ticketing_seats;
     create or replace function hold() returns int language plpgsql as $$ begin delete from holds; return 1; end $$;
     alter function hold() set search_path = ticketing;
     set local role safiri_{schema}_owner;
     revoke create on schema {schema} from safiri_ticketing_seats;`,
  ],
])('%s passes', async (name, text) => {
  expect(await refusalsOf({ set: 'ticketing', name, text })).toEqual([]);
});

test('a file for an index that is built concurrently holds that alone', async () => {
  const file = { set: 'qr', name: '0099_bad_concurrently.sql' };
  const index = 'create index concurrently a on tickets (b)';
  expect(await refusalsOf({ ...file, text: index })).toEqual([]);
  for (const text of [`${index}; select 1`, 'create index a on tickets (b)'])
    expect((await refusalsOf({ ...file, text })).map(({ rule }) => rule)).toContain('index-not-alone');
});

test('a refusal names file, line, rule and what to do', async () => {
  const text =
    '-- A comment with a ; and an ü.\nalter table a add column b text;\n\n-- Why.\nalter table orders\n  drop column note;';
  expect(await migrationRefusals([{ set: 'qr', name: '0099_bad.sql', text }], [])).toEqual([
    `qr/0099_bad.sql:5 [migrations/drop-column] orders.note: ${RULES['drop-column']}`,
  ]);
});

test('the migrations of the product pass, and every exemption is still needed', async () => {
  const migrations = readMigrations(root);
  expect(new Set(migrations.map(({ set }) => set)).size).toBeGreaterThan(6);
  expect(await migrationRefusals(migrations, EXEMPTIONS)).toEqual([]);
  const idle = { set: 'qr', rules: ['rename' as const], files: { only: 1 }, because: 'A test.' };
  expect(await migrationRefusals(migrations, [...EXEMPTIONS, idle])).toEqual([
    'scripts/migrations/exemptions.ts: qr needs no exemption from rename: take it out.',
  ]);
});

test('an exemption up to a number holds for no file after it', async () => {
  const exemption = { set: 'qr', rules: ['rename' as const], files: { through: 3 }, because: 'A test.' };
  const named = (name: string) => ({ set: 'qr', name, text: 'alter table a rename to b' });
  expect(await migrationRefusals([named('0003_old.sql')], [exemption])).toEqual([]);
  expect(await migrationRefusals([named('0003_old.sql'), named('0004_new.sql')], [exemption])).toHaveLength(1);
});

test('a data fix is one bounded statement that says why', async () => {
  const fix = (text: string, name = 'mend_notes.sql') => fixRefusals([{ set: 'qr', name, text }]);
  const good = '-- Why.\nupdate notes set body = 1 where id in (select id from notes where body = 0 limit {batch})';
  expect(await fix(good)).toEqual([]);
  expect(await fix(good, 'Mend.sql')).toEqual([expect.stringMatching(/fixes\/name/)]);
  expect(await fix(good.replace('-- Why.', ''))).toEqual([expect.stringMatching(/fixes\/why/)]);
  expect(await fix(`${good}; select 1`)).toEqual([expect.stringMatching(/fixes\/one-statement/)]);
  expect(await fix('-- Why.\nalter table notes add column body text')).toHaveLength(2);
  expect(await fix('-- Why.\nupdate notes set body = 1')).toEqual([expect.stringMatching(/fixes\/bound/)]);
  expect(await fix('-- Why.\nupdate notes sett body = 1 limit {batch}')).toEqual([
    expect.stringMatching(/fixes\/unreadable/),
  ]);
});
