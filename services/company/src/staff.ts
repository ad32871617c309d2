import { DomainError } from '@safiri/kernel';
import { isPlatform, mayActFor, type AccountActor, type DatabaseActor } from '@safiri/runtime';

/** Whom the transaction of a staff request acts for: their company, or the platform. */
export function staffActor(actor: AccountActor): DatabaseActor {
  return actor.companyId === null
    ? { kind: 'platform', id: actor.subjectId }
    : { kind: 'company', id: actor.companyId };
}

/** Refuses staff who act for a company that is not theirs. That the company exists is no secret. */
export function requireCompany(actor: AccountActor, companyId: string): void {
  if (!mayActFor(actor, companyId)) throw new DomainError('FORBIDDEN', 'You can act for your own company only.');
}

/** Refuses all but platform staff: a feed brings companies, so no company may import one. */
export function requirePlatform(actor: AccountActor): void {
  if (!isPlatform(actor)) {
    throw new DomainError('FORBIDDEN', 'Feeds are imported by platform staff.');
  }
}

/** Refuses an id that is another company's in the words for one that does not exist. */
export function requireOwn(ownerId: string | null | undefined, companyId: string, thing: string): void {
  if (ownerId !== undefined && ownerId !== companyId) {
    throw new DomainError('NOT_FOUND', `There is no such ${thing} of this company.`);
  }
}
