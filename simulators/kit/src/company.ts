import type { Plan } from './behaviour/plans.ts';
import type { Scenario } from './behaviour/scenario.ts';
import type { Switches } from './behaviour/switches.ts';
import type { BooksSchema } from './books/open-books.ts';
import type { Transaction } from './books/transactions.ts';
import type { CallbackPost } from './callbacks/post-callback.ts';

/** What the kit has to know about a payment company; everything else the company's own rooms say over its wire. */
export type Company = {
  /** For machines, e.g. `momo`: in the line that says where it listens and before the settings, `MOMO_SIMULATOR_…`. */
  readonly name: string;
  /** For people, e.g. `MoMo`. */
  readonly title: string;
  readonly schema: BooksSchema;
  /** What a fault can be set for, with what happens ordinarily. `charge` and `refund` are what the books hold. */
  readonly ordinaryPlans: Readonly<Record<string, Plan>>;
  /** Why a transaction fails, in the company's words; the first four are what the kit itself decides. */
  readonly words: {
    /** The person refused the prompt. */
    readonly refused: string;
    /** Nobody answered the prompt while it lived. */
    readonly expired: string;
    readonly noFunds: string;
    /** A refund of more than is left of its charge. */
    readonly notCovered: string;
    readonly others: readonly string[];
  };
  /** Refusals that a fault can choose for a request that would otherwise be accepted. */
  readonly refusals: readonly string[];
  /** Switches of this company alone: their names and words. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** What a number or address does, apart from the ordinary. */
  findScenario(party: string): Scenario | undefined;
  /** The callback that tells the truth about a transaction; its address is the transaction's. */
  callback(transaction: Transaction, switches: Switches): CallbackMessage;
  /** Callbacks that do not, by the manner's name; undefined leaves a manner to the kit. */
  readonly callbackManners: Readonly<
    Record<string, (transaction: Transaction, switches: Switches) => CallbackMessage[]>
  >;
  /** Seconds until the next attempt after `attempts` failed ones, or undefined when the company gives up. */
  retryAfterSeconds(attempts: number, switches: Switches): number | undefined;
  /** Headers made anew for each delivery of a callback, e.g. a signature that names the instant. */
  sign?(body: string, nowMillis: number): Readonly<Record<string, string>>;
  /** The company's number for money that moved. */
  receipt(transaction: Transaction): string | undefined;
};

export type CallbackMessage = Omit<CallbackPost, 'url' | 'body'> & {
  body: object;
  /** Where it goes when not to the transaction's own address. */
  url?: string;
};
