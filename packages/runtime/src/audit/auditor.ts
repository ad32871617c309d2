import type { Invariant } from '@safiri/contracts';
import type { Tx } from '../database/connect.ts';

/** What one inspection tells at the most; of a service that breaks more at once, the rest is told when these are mended. */
export const mostFindings = 1_000;

/** As the contract of the news has it. */
export const longestSentence = 500;

/** Something that must never be, as one look at the database found it. Ids and nothing about persons. */
export type Finding = {
  /** Which check found it; a key of the auditor's kinds. */
  readonly kind: string;
  /** What it was found on. With the kind it names the violation, however often it is found. */
  readonly subject: string;
  readonly orderId: string | null;
  readonly tripId: number | null;
  readonly sentence: string;
};

export type Kind = {
  readonly invariant: Invariant;
  /** How long it may legitimately look like that, because somebody has not heard yet; 0 where one snapshot is proof. */
  readonly patienceSeconds: number;
};

/** What an inspection looks at. */
export type Scope = { readonly orderIds: readonly string[]; readonly tripIds: readonly number[] };

/** Where a pass came to. Null: at the end, and the next step begins anew. */
export type Step = { readonly scope: Scope; readonly position: string | null };

/** A way through the rows of a service in steps that each take some milliseconds, whatever the size of the tables. */
export type Pass = {
  /** Its cursor is kept under this name. */
  readonly name: string;
  readonly next: (tx: Tx, position: string | null) => Promise<Step>;
};

/** A violation that is said now. */
export type Violation = Finding & {
  readonly violationId: string;
  /** How often it was said, this time included. */
  readonly version: number;
  readonly invariant: Invariant;
  readonly foundAt: Date;
};

/** What a service is audited by. Its schema has the tables `audit_cursors` and `violations`. */
export type Auditor = {
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Follow what changed. */
  readonly lately: readonly Pass[];
  /** Together lead past everything there is; each ends a round with a null position. */
  readonly everything: readonly Pass[];
  /** Everything about the scope that must not be, from one snapshot, at most `mostFindings`. */
  readonly inspect: (tx: Tx, scope: Scope) => Promise<readonly Finding[]>;
  /** Publishes the news of a violation. */
  readonly tell: (tx: Tx, violation: Violation) => Promise<void>;
};
