import type { PaymentMethod } from '@safiri/contracts';
import type { Money } from '@safiri/kernel';
import type { Callback, CallbackReading } from './provider-callback.ts';

/**
 * A company that moves money. Whatever it answers or does not answer is a value: nothing here throws, and `unknown` never
 * means that no money moved. A request is repeated, under the same reference, only after a query said `not-found`.
 */
export type PaymentProvider = {
  readonly method: PaymentMethod;
  readonly currencies: readonly string[];
  /** After this long a payer is not expected to answer any more. They still may. */
  readonly windowSeconds: number;
  requestPayment(payment: Payment): Promise<RequestOutcome>;
  /** Asks what became of it. Where the company waits for us once the payer has approved, this takes the money, at most once. */
  queryPayment(payment: Payment): Promise<MoneyState>;
  requestRefund(refund: Refund): Promise<RequestOutcome>;
  queryRefund(refund: Refund): Promise<MoneyState>;
  /** What a callback is about, and whether the company sent it. */
  readCallback(callback: Callback): Promise<CallbackReading>;
};

/** What callbacks that prove nothing said, in words of the driver's own. Numbers and names of payers are no part of it. */
export type Told = Readonly<Record<string, string>>;

/** A payment as far as it is known, whenever the company is asked for it or about it. */
export type Payment = {
  /** UUID of version 4, ours: one payment, however often it is asked for. */
  readonly reference: string;
  /** What the company calls it; null until it said so. */
  readonly handle: string | null;
  readonly told: Told | null;
  readonly orderReference: string;
  /** E.164, with +; null where the method asks nobody's phone. */
  readonly payerPhone: string | null;
  readonly amount: Money;
  /** Where the payer goes on when they are done on the company's page. */
  readonly returnUrl: string;
  /** When it was last asked for. */
  readonly sentAt: Date;
  /** Since when it is wanted no more: nothing is driven forward, and what can be called off is. */
  readonly givenUpAt: Date | null;
};

export type Refund = {
  readonly reference: string;
  readonly handle: string | null;
  readonly told: Told | null;
  /** What is given back of, with the company's id of the money that came. */
  readonly payment: Payment & { readonly transactionId: string };
  readonly orderReference: string;
  readonly amount: Money;
  /** When it was last asked for under this reference; null when it never was. */
  readonly sentAt: Date | null;
};

/** Words of the contract, and all that a passenger is told. */
export const failureReasons = [
  'declined',
  'expired',
  'payer-not-found',
  'limit-reached',
  'not-enough-funds',
  'provider-error',
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** `detail` is the company's own wording, for the change log. */
export type RequestOutcome =
  | Accepted
  /** This request was not taken, so by itself it moves no money. An earlier one under the same reference may. */
  | { readonly kind: 'refused'; readonly reason: FailureReason; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export type Accepted = {
  readonly kind: 'accepted';
  readonly handle?: string;
  /** Where the payer approves. */
  readonly approveUrl?: string;
};

export type MoneyState =
  | { readonly kind: 'pending' }
  | MoneyMoved
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly detail: string }
  /** Nothing that was sent under this reference has moved money or will, unless it is still on its way: it may be asked for again. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown'; readonly detail: string };

export type MoneyMoved = {
  readonly kind: 'succeeded';
  readonly transactionId: string;
  /** Undefined when its amount could not be read. */
  readonly amount: Money | undefined;
  readonly orderReference: string | undefined;
};
