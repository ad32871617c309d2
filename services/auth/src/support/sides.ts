import { DomainError } from '@safiri/kernel';
import { isPlatform, type AccountActor, type DatabaseActor } from '@safiri/runtime';

/** Who asks: the platform's own staff, whatever else somebody was granted. */
export function sideOfPlatform(actor: AccountActor): DatabaseActor {
  if (!isPlatform(actor)) throw new DomainError('FORBIDDEN', 'Only staff of the platform may do this.');
  return { kind: 'platform', id: actor.subjectId };
}

/** Who consents: a company's own staff. The platform never consents for it. */
export function sideOfCompany(actor: AccountActor): DatabaseActor {
  if (actor.companyId === null) throw new DomainError('FORBIDDEN', 'Only staff of the company may do this.');
  return { kind: 'company', id: actor.companyId };
}

export function noSuchGrant(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such request for support.');
}
