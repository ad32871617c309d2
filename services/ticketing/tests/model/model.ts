import { openBooks, type Books } from './books.ts';
import { expectHold } from './hold-rules.ts';
import type { Operation, Seen } from './operations.ts';
import {
  expectAge,
  expectCheckOut,
  expectExtension,
  expectLook,
  expectPayment,
  expectRelease,
  expectSweep,
} from './order-rules.ts';
import { expectCancellation, expectGivenBack, expectKept, expectMoves, expectSwap } from './trip-rules.ts';

/** Foretells what the service says, from plain lists that are looked through one by one. */
export type Model = {
  readonly books: Books;
  /** Whether the operation is about orders that there are; in a part of a history, some are missing. */
  knows(operation: Operation): boolean;
  /** What the operation should come to; what was seen decides only between answers that are equally right. */
  expect(operation: Operation, seen: Seen): Seen;
};

export function createModel(given: { readonly flawed?: boolean } = {}): Model {
  const books = openBooks(given);
  return {
    books,
    knows: (operation) => ordersIn(operation).every((key) => books.orders.has(key)),
    expect: (operation, seen) => expectOne(books, operation, seen),
  };
}

function ordersIn(operation: Operation): readonly number[] {
  if (operation.kind === 'move') return operation.moves.map((move) => move.order);
  return 'order' in operation ? [operation.order] : [];
}

function expectOne(books: Books, operation: Operation, seen: Seen): Seen {
  switch (operation.kind) {
    case 'hold':
      return expectHold(books, operation, seen);
    case 'extend':
      return expectExtension(books, operation);
    case 'check-out':
      return expectCheckOut(books, operation);
    case 'release':
      return expectRelease(books, operation);
    case 'look':
      return expectLook(books, operation);
    case 'age':
      return expectAge(books, operation);
    case 'sweep':
      return expectSweep(books);
    case 'pay':
      return expectPayment(books, operation, seen);
    case 'cancel':
      return expectCancellation(books, operation, seen);
    case 'swap':
      return expectSwap(books, operation);
    case 'keep':
      return expectKept(books, operation);
    case 'give-back':
      return expectGivenBack(books, operation);
    case 'move':
      return expectMoves(books, operation);
  }
}
