import type { PaymentMethod } from '@safiri/contracts';
import type { Money } from '@safiri/kernel';

/**
 * A company that moves money. Whatever it answers or does not answer is a value: nothing here throws, and `unknown` never
 * means that no money moved. Requests are taken once per reference, so each may be repeated under the same one.
 */
export type PaymentProvider = {
  readonly method: PaymentMethod;
  readonly currencies: readonly string[];
  /** After this long a payer is not expected to answer any more. They still may. */
  readonly windowSeconds: number;
  requestPayment(request: PaymentRequest): Promise<RequestOutcome>;
  queryPayment(reference: string): Promise<MoneyState>;
  requestRefund(request: RefundRequest): Promise<RequestOutcome>;
  queryRefund(reference: string): Promise<MoneyState>;
};

export type PaymentRequest = {
  /** UUID of version 4 under which the request is taken once. */
  readonly reference: string;
  readonly orderReference: string;
  /** E.164, with +. */
  readonly payerPhone: string;
  readonly amount: Money;
};

export type RefundRequest = {
  readonly reference: string;
  /** Reference of the payment that is given back. */
  readonly paymentReference: string;
  readonly orderReference: string;
  readonly amount: Money;
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
  | { readonly kind: 'accepted' }
  /** This request was not taken, so by itself it moves no money. An earlier one under the same reference may. */
  | { readonly kind: 'refused'; readonly reason: FailureReason; readonly detail: string }
  | { readonly kind: 'unknown'; readonly detail: string };

export type MoneyState =
  | { readonly kind: 'pending' }
  | MoneyMoved
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly detail: string }
  /** The company says that it never took a request of this reference. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown'; readonly detail: string };

export type MoneyMoved = {
  readonly kind: 'succeeded';
  readonly transactionId: string;
  /** Undefined when its amount could not be read. */
  readonly amount: Money | undefined;
  readonly orderReference: string | undefined;
};
