import { sql } from 'kysely';
import { DomainError } from '@safiri/kernel';
import type { FactorKind } from '@safiri/contracts';
import type { AccountActor, Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** How long a session may change what guards the account after its holder showed who they are. */
export const freshMinutes = 10;

export type Proof = { readonly provenAt: Date | null; readonly provenBy: string[]; readonly isFresh: boolean };
type Who = Pick<AccountActor, 'subjectId' | 'sessionId'>;

/** When and by what a session was proven last; one that is over was never. */
export async function getProof(ctx: Pick<Ctx, 'clock'>, tx: Tx, who: Who): Promise<Proof> {
  const { rows } = await sql<{ provenAt: Date | null; provenBy: string[] }>`
    select proven_at as "provenAt", proven_by as "provenBy" from sessions
     where session_id = ${who.sessionId} and subject_id = ${who.subjectId} and ended_at is null`.execute(tx);
  const { provenAt, provenBy } = rows[0] ?? { provenAt: null, provenBy: [] };
  const age = provenAt === null ? Infinity : ctx.clock.now().getTime() - provenAt.getTime();
  return { provenAt, provenBy, isFresh: age <= freshMinutes * 60_000 };
}

export async function hasSession(tx: Tx, who: Who): Promise<boolean> {
  const { rows } = await sql`
    select from sessions where session_id = ${who.sessionId} and subject_id = ${who.subjectId} and ended_at is null`.execute(
    tx,
  );
  return rows.length > 0;
}

/** A browser that was left open, or a stolen session, adds no key of its own to the account. */
export async function requireFresh(ctx: Pick<Ctx, 'clock'>, tx: Tx, who: Who): Promise<Proof> {
  const proof = await getProof(ctx, tx, who);
  if (!proof.isFresh) throw proofNeeded();
  return proof;
}

export function proofNeeded(): DomainError {
  return new DomainError('PROOF_NEEDED', 'Show once more who you are, then repeat this.');
}

export async function markProven(
  tx: Tx,
  proven: { readonly sessionId: string; readonly by: readonly FactorKind[]; readonly now: Date },
): Promise<void> {
  await sql`
    update sessions set proven_at = ${proven.now}, proven_by = ${proven.by}::text[]
     where session_id = ${proven.sessionId} and ended_at is null`.execute(tx);
}
