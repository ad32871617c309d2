import type { Told } from './payment-provider.ts';

/** A request of a payment company, or of somebody who says so, as it came. */
export type Callback = {
  /** From its address; undefined where the company calls one address for everything. */
  readonly reference: string | undefined;
  /** From its address, where that says what is answered. */
  readonly about?: 'payment' | 'refund' | 'status' | 'timeout' | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  /** The network address it came from. */
  readonly address: string;
};

export type CallbackReading =
  /** Believed as far as the company's ways allow. Even then its words end nothing: they make a query due. */
  | { readonly kind: 'heard'; readonly news: CallbackNews }
  /** The company's, and of no interest here. */
  | { readonly kind: 'other' }
  | { readonly kind: 'forged'; readonly detail: string }
  /** It cannot be told now whether it is the company's; it is asked to send it again. */
  | { readonly kind: 'unclear'; readonly detail: string };

/** What is asked about next, by our reference, and what the driver wants to know then. */
export type CallbackNews = {
  readonly about: 'payment' | 'refund';
  readonly reference: string;
  readonly handle?: string;
  readonly told?: Told;
};
