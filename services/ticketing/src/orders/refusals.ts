import { DomainError } from '@safiri/kernel';
import type { OrderRow } from './order-queries.ts';

export function holdExpired(): DomainError {
  return new DomainError('HOLD_EXPIRED', 'The seats were held for a while, and that time is over: choose again.');
}

export function tooManyHolds(retryAfter: number): DomainError {
  return new DomainError('TOO_MANY_HOLDS_FROM_ADDRESS', 'Very many seats are asked for from your network.', {
    retryAfter,
  });
}

export function notHeld({ status }: Pick<OrderRow, 'status'>): DomainError {
  return new DomainError('ORDER_NOT_HELD', `This order is ${status}.`, { orderStatus: status });
}
