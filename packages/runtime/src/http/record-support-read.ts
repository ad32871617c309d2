import { DomainError } from '@safiri/kernel';
import { recordAct, type Acting } from '../audit-log/record-act.ts';
import type { Database } from '../database/connect.ts';
import { transaction } from '../database/transaction.ts';
import type { Actor } from './actor.ts';

type Read = Omit<Acting, 'actor'> & {
  readonly actor: Actor | undefined;
  readonly params: object;
  readonly query: object;
};

/** Whether somebody looks at a company by its consent. */
export function isSupport(actor: Actor | undefined): boolean {
  return actor?.kind === 'account' && actor.supportId !== null;
}

/** What is read of a company by its consent stands in its audit log before it is answered. */
export async function recordSupportRead(db: Database | undefined, request: Read): Promise<void> {
  const { actor } = request;
  if (actor?.kind !== 'account' || actor.supportId === null) return;
  const { companyId } = actor;
  if (db === undefined || companyId === null) throw new DomainError('FORBIDDEN', 'Nothing is shown to support here.');
  await transaction(db, { kind: 'company', id: companyId }, async (tx) => {
    await recordAct(
      tx,
      { ...request, actor },
      {
        company: companyId,
        thing: { kind: 'support-grant', id: actor.supportId ?? '' },
        before: null,
        after: { read: { ...request.params, ...request.query } },
      },
    );
  });
}
