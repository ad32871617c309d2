import { DomainError } from '@safiri/kernel';

export function tooManyTries(retryAfter: number): DomainError {
  return new DomainError('TOO_MANY_TRIES', 'That was tried too often. Wait before you try again.', { retryAfter });
}
