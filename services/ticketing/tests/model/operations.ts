/**
 * What a worker of the model test does to the service. Orders are named by the key that made them, trips, kept seats and
 * attempts by numbers of the worker's own, so that a history can be done again on fresh trips, whole or in part.
 */
export type Wish = {
  readonly trip: number;
  readonly from: number;
  readonly to: number;
  /** Seats by their numbers, or how many of any. */
  readonly seats: readonly number[] | number;
};

export type Hold = {
  readonly kind: 'hold';
  readonly key: number;
  readonly owner: number;
  /** Through the process whose holds last no time. */
  readonly overAtOnce: boolean;
  readonly reducedMobility: boolean;
  readonly trips: readonly Wish[];
};

export type Operation =
  | Hold
  | { readonly kind: 'extend'; readonly order: number; readonly by: number; readonly key: number }
  | { readonly kind: 'check-out'; readonly order: number; readonly by: number; readonly mismatched: boolean }
  | { readonly kind: 'release'; readonly order: number; readonly by: number }
  | { readonly kind: 'look'; readonly order: number; readonly by: number }
  /** The time of the hold passes. */
  | { readonly kind: 'age'; readonly order: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'pay'; readonly order: number; readonly attempt: number; readonly amount: 'right' | 'wrong' }
  | { readonly kind: 'cancel'; readonly trip: number }
  | { readonly kind: 'swap'; readonly trip: number; readonly layout: LayoutName; readonly late: boolean }
  | {
      readonly kind: 'keep';
      readonly trip: number;
      readonly kept: number;
      readonly seats: readonly number[];
      readonly keptFor: 'nobody' | 'reduced-mobility';
    }
  | { readonly kind: 'give-back'; readonly kept: number }
  | { readonly kind: 'move'; readonly moves: readonly Move[] };

/** `claim`: the how-manieth of its order, by trip and seat as they were held. */
export type Move = { readonly order: number; readonly claim: number; readonly seat: number };

export type LayoutName = 'eight' | 'six';

/** What it came to; in words that the model can foretell. */
export type Seen =
  | {
      readonly kind: 'order';
      readonly status: string;
      readonly total: number;
      readonly extendable: boolean;
      /** In the order in which they were held: "trip/seat from-to ticket". */
      readonly claims: readonly string[];
    }
  /** `seats`: "trip/seat" of those that somebody else has; `trip`: the one that is full. */
  | { readonly kind: 'refused'; readonly code: string; readonly seats?: readonly string[]; readonly trip?: number }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'paid';
      readonly outcome: string;
      readonly cause: string | null;
      readonly status: string;
      /** What a booking has, in the order in which it was held: "trip/seat". */
      readonly seats: readonly string[];
    }
  /** What orders with a claim on the trip say now: "key status". */
  | { readonly kind: 'cancelled'; readonly orders: readonly string[] }
  /** Who has the seats already: "seat from-to held". */
  | { readonly kind: 'kept'; readonly had: readonly string[] }
  /** What stands in the way: "order/claim why". */
  | { readonly kind: 'moved'; readonly refused: readonly string[] };

export const done: Seen = { kind: 'done' };

export function refused(code: string): Seen {
  return { kind: 'refused', code };
}
