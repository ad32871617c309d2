import { DomainError } from '@safiri/kernel';
import { isPlatform, type AccountActor } from '@safiri/runtime';

/** The platform's own staff: a company's are refused, whatever they were granted. */
export function requirePlatform(actor: AccountActor): void {
  if (!isPlatform(actor)) throw new DomainError('FORBIDDEN', 'Only staff of the platform may do this.');
}
