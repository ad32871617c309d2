import { DomainError } from '@safiri/kernel';
import { isPlatform, mayActFor, mayConfirm, type AccountActor, type DatabaseActor } from '@safiri/runtime';

/** Whom the transaction of a staff request acts for; staff of another company are refused. That the company exists is no secret. */
export function actingFor(actor: AccountActor, companyId: string): DatabaseActor {
  if (!mayActFor(actor, companyId)) throw new DomainError('FORBIDDEN', 'You can act for your own company only.');
  return { kind: 'company', id: companyId };
}

/** Whom the transaction of a request of the platform's own staff acts for. A company's staff are refused, whatever they were granted. */
export function actingAsPlatform(actor: AccountActor): { readonly kind: 'platform'; readonly id: string } {
  if (!isPlatform(actor)) throw new DomainError('FORBIDDEN', 'Only staff of the platform may do this.');
  return { kind: 'platform', id: actor.subjectId };
}

/** Refuses who was given power by a colleague within the last day: nobody makes the second of four eyes and goes on at once. */
export function refuseFresh(actor: AccountActor, now: Date): void {
  if (!mayConfirm(actor, now))
    throw new DomainError(
      'POWER_TOO_FRESH',
      'What you may do was widened by a colleague less than a day ago. Confirm this later, or ask somebody else.',
    );
}
