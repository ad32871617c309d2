import { sql } from 'kysely';
import {
  getErasure,
  subjectErased,
  subjectForgotten,
  type DataSubject,
  type ServiceName,
} from '@safiri/contracts/declaring';
import type { Database, Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import { on, type Consumer } from '../events/consumer.ts';
import { publish } from '../events/publish.ts';
import type { Log } from '../log.ts';
import type { CallPeer } from '../peers.ts';
import type { Job } from '../service.ts';

/** Removes some of what is left of a person, a bounded number of rows; answers whether more may be left. May be run again at any time. */
export type ForgetStep = (tx: Tx, who: DataSubject) => Promise<boolean>;

export type Forgetful = {
  readonly name: ServiceName;
  readonly db: Database;
  readonly log: Log;
  readonly callPeer: CallPeer;
  readonly steps: readonly ForgetStep[];
};

/** How often a service looks whether somebody has to be forgotten: nobody waits for it. */
const lookSeconds = 2;

/**
 * What a service does to forget people: it notes who when it hears of it, and its job does it in steps, asking auth for
 * the numbers that the event does not carry. A process that stops halfway leaves the rest to the next step.
 */
export function forgetting(service: Forgetful): { readonly consumer: Consumer; readonly job: Job } {
  return {
    consumer: on(subjectErased, async (tx, { erasureId, subjectId, version }) => {
      await sql`
        insert into forgotten_subjects as f (erasure_id, subject_id, version) values (${erasureId}, ${subjectId}, ${version})
        on conflict (erasure_id) do update set version = excluded.version, done_at = null where f.version < excluded.version`.execute(
        tx,
      );
    }),
    job: { name: 'forget-subjects', everySeconds: lookSeconds, run: async () => await forgetStep(service) },
  };
}

/** Rows of somebody who is forgotten came late: they are looked for once more. */
export async function forgetAnew(tx: Tx, subjectId: string): Promise<void> {
  await sql`update forgotten_subjects set done_at = null where subject_id = ${subjectId}`.execute(tx);
}

/** One of those who are to be forgotten, whom chance decides, so that one that fails keeps nobody else waiting. */
async function forgetStep({ name, db, log, callPeer, steps }: Forgetful): Promise<boolean> {
  const next = await transaction(db, asService, async (tx) => await findUndone(tx));
  if (next === undefined) return false;
  const { erasureId, version } = next;
  const asked = await callPeer(getErasure, { params: { erasureId }, query: {}, body: undefined }, null);
  if (!asked.ok) {
    log.warn({ erasureId, code: asked.code }, 'whom to forget could not be asked');
    return false;
  }
  await transaction(db, asService, async (tx) => {
    let more = false;
    for (const step of steps) more = (await step(tx, asked.value)) || more;
    if (more) return;
    const { numAffectedRows } = await sql`
      update forgotten_subjects set done_at = clock_timestamp()
       where erasure_id = ${erasureId} and version = ${version} and done_at is null`.execute(tx);
    if (numAffectedRows === 0n) return;
    await publish(tx, subjectForgotten, {
      aggregateId: erasureId,
      version,
      payload: { erasureId, service: name, version },
    });
    log.info({ erasureId }, 'a person was forgotten');
  });
  return true;
}

async function findUndone(tx: Tx): Promise<{ readonly erasureId: string; readonly version: number } | undefined> {
  const { rows } = await sql<{ erasureId: string; version: number }>`
    select erasure_id as "erasureId", version from forgotten_subjects where done_at is null order by random() limit 1`.execute(
    tx,
  );
  return rows[0];
}
