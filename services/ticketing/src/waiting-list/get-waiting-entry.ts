import type { getWaitingEntry as operation, WaitingEntry } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { readEntry } from './entry-view.ts';
import { findEntry } from './waiting-queries.ts';

/** One's own entry; another's is refused as if it were not there. */
export async function getWaitingEntry(ctx: Ctx, { actor, params }: RequestOf<typeof operation>): Promise<WaitingEntry> {
  return await transaction(ctx.db, { kind: 'passenger', id: actor.subjectId }, async (tx) => {
    const entry = await findEntry(tx, params.entryId);
    if (entry === undefined) throw noSuchEntry();
    return await readEntry(tx, entry);
  });
}

export function noSuchEntry(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such entry in a waiting list.');
}
