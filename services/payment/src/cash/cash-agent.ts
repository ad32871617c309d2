import { createHash } from 'node:crypto';
import { DomainError } from '@safiri/kernel';
import { holds, type AccountActor, type DatabaseActor } from '@safiri/runtime';

/** Whose drawer it is: both from the token, never from what is sent. */
export type CashAgent = { readonly agentId: string; readonly companyId: string };

export function agentOf(actor: AccountActor): CashAgent {
  if (actor.companyId === null) throw new DomainError('FORBIDDEN', 'Only staff of a company have a drawer.');
  return { agentId: actor.subjectId, companyId: actor.companyId };
}

/** As whom sessions are read: who reviews sees those of the company, the platform all, everybody else their own. */
export function readerOf(actor: AccountActor): DatabaseActor {
  if (!holds(actor, 'cash:review')) return { kind: 'passenger', id: actor.subjectId };
  return actor.companyId === null
    ? { kind: 'platform', id: actor.subjectId }
    : { kind: 'company', id: actor.companyId };
}

/** What was asked for with a key, so that another request with it is noticed. */
export function fingerprintOf(operationId: string, body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([operationId, body]))
    .digest('base64url');
}
