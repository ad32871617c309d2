import { sql, type Transaction } from 'kysely';
import type { Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Measured, Service } from '../service.ts';

/** Waiting news is counted as far as this: more is as bad. */
const mostCounted = 10_000;

/** What the tables of a service say of how it does, in one short transaction, and what the service itself says. */
export async function readServiceState(service: Service): Promise<readonly Measured[]> {
  const read = await transaction(service.db, asService, async (tx) => [
    ...(await readOutbox(tx)),
    ...(await readArchive(tx)),
    ...(service.audit === undefined ? [] : await readAudit(tx)),
  ]);
  const own = (await service.measure?.()) ?? [];
  return [...read, ...own].map((each) => ({ ...each, labels: { service: service.name, ...each.labels } }));
}

async function readOutbox(tx: Tx): Promise<Measured[]> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number }>`
    select count(*)::integer as waiting,
           coalesce(extract(epoch from clock_timestamp() - min(occurred_at)), 0)::float8 as "oldestSeconds"
      from (select occurred_at from outbox order by id limit ${mostCounted}) as news`.execute(tx);
  const { waiting = 0, oldestSeconds = 0 } = rows[0] ?? {};
  return [
    { name: 'safiri_outbox_waiting', help: 'News that waits in the outbox of a service', value: waiting },
    { name: 'safiri_outbox_oldest_seconds', help: 'How long the oldest of it has waited', value: oldestSeconds },
  ];
}

/** What everybody may ask of the server. While archiving fails PostgreSQL keeps its log, until its disk is full. */
export async function readArchive(tx: Transaction<unknown>): Promise<Measured[]> {
  const { rows } = await sql<{ failingSeconds: number }>`
    select extract(epoch from clock_timestamp() - coalesce(last_archived_time, stats_reset))::float8 as "failingSeconds"
      from pg_stat_archiver
     where current_setting('archive_mode') <> 'off' and last_failed_time > coalesce(last_archived_time, '-infinity')`.execute(
    tx,
  );
  return [
    {
      name: 'safiri_archive_failing_seconds',
      help: 'How long ago PostgreSQL last archived of its log, while that fails; 0 where it works, or where nobody wants backups',
      value: rows[0]?.failingSeconds ?? 0,
    },
  ];
}

/** The audit follows every change within a minute: what it found is the cheapest look at what must never be. */
async function readAudit(tx: Tx): Promise<Measured[]> {
  const { rows } = await sql<{ invariant: string; open: number }>`
    select i.invariant, count(v.violation_id)::integer as open
      from unnest(${invariants}::text[]) as i (invariant)
      left join violations v on v.invariant = i.invariant and v.over_at is null and v.raised_at is not null
     group by i.invariant order by i.invariant limit 100`.execute(tx);
  const { rows: cursors } = await sql<{ behindSeconds: number }>`
    select coalesce(extract(epoch from clock_timestamp() - min(moved_at)), 0)::float8 as "behindSeconds" from audit_cursors`.execute(
    tx,
  );
  return [
    ...rows.map(({ invariant, open }) => ({
      name: 'safiri_open_violations',
      help: 'Violations of invariants that are not over: no-overlap is a seat sold twice',
      labels: { invariant },
      value: open,
    })),
    {
      name: 'safiri_audit_behind_seconds',
      help: 'Since when the pass of the audit that stands longest has not moved',
      value: cursors[0]?.behindSeconds ?? 0,
    },
  ];
}

const invariants = ['no-overlap', 'money-balances', 'one-effect', 'ends-stay', 'failed-means-unpaid'];
