import type { holdSeats as operation } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import type { HoldItem } from '../holds/hold-queries.ts';

/** Under which terms seats are held: where the order is made, which kept seats it may take, and how many of them. */
export type HoldTerms = Pick<HoldItem, 'channel' | 'may' | 'deviceId' | 'mostSeats'>;

/** Seats that somebody asks for, a passenger or staff, who owns the order then. */
export type HoldRequest = Pick<RequestOf<typeof operation>, 'actor' | 'idempotencyKey' | 'body'> & {
  readonly terms: HoldTerms;
};
