import type { Workload } from '../workloads.ts';

/** What the load generator is told to do. */
export type LoadJob = RequestJob | PurchaseJob;

/** One request after another, on connections that stay open. */
export type RequestJob = HoldJob | SearchJob | PaymentJob;

export type HoldJob = {
  readonly kind: 'holds';
  readonly address: string;
  readonly seconds: number;
  /** A guest's access token for every connection. */
  readonly accessTokens: readonly string[];
  /** SPREAD draws from them, HOT uses them up one by one. */
  readonly tripIds: readonly number[];
  /** Attempts on hot trips before this job. */
  readonly hotAttempts: number;
  readonly workload: Workload;
};

export type SearchJob = {
  readonly kind: 'searches';
  readonly address: string;
  readonly seconds: number;
  readonly connections: number;
  /** The stops of the search network as the product knows them, in the network's order. */
  readonly stopIds: readonly string[];
  readonly dates: readonly string[];
  /** Whether some lines and days are asked for more than others. */
  readonly skewed: boolean;
};

export type PaymentJob = {
  readonly kind: 'payments';
  readonly address: string;
  /** Payments that have not begun by then are left. */
  readonly seconds: number;
  /** For every connection a guest, and the orders that this guest pays one after another. */
  readonly payers: readonly { readonly accessToken: string; readonly orderIds: readonly string[] }[];
  /** The wallet that pays all of them. */
  readonly payerPhone: string;
};

/** From a seat to its ticket. */
export type PurchaseJob = {
  readonly kind: 'purchases';
  readonly address: string;
  /** Purchases that have not begun by then are left. */
  readonly seconds: number;
  /** A guest's, for every buyer. */
  readonly accessTokens: readonly string[];
  readonly tripIds: readonly number[];
  /** The wallet that pays all of them. */
  readonly payerPhone: string;
};

export type LoadReport = {
  /** How many times each answer came: `held`, `taken`, `found`, `begun`, or the code of another refusal or failure. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Of answers; who was turned away by a full queue has none. */
  readonly latenciesMilliseconds: readonly number[];
  /** From the first request to the last answer. */
  readonly seconds: number;
};
