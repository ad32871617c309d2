import type { Clock } from '@safiri/kernel';
import type { JSONWebKeySet } from 'jose';
import type { Invariant, PermissionSet, RevocationPage } from '@safiri/contracts';
import type { ServiceName } from '@safiri/contracts/declaring';
import type { Database } from './database/connect.ts';
import type { Consumer } from './events/consumer.ts';
import type { Route } from './http/route.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory/memory.ts';
import type { CallPeer } from './peers.ts';
import type { Sealing } from './sealing/sealing.ts';
import type { SigningKey } from './tokens/service-token.ts';

/** Something a service does again and again. Several processes may run it side by side: it claims its rows. */
export type Job = {
  readonly name: string;
  readonly everySeconds: number;
  /** One bounded step; answers true when more work waits, and is then called again at once. */
  readonly run: () => Promise<boolean>;
};

/** A number that says how a service does, as Prometheus is shown it. Labels have few values; a name has the same ones each time. */
export type Measured = {
  /** Begins with `safiri_` and ends with its unit. */
  readonly name: string;
  readonly help: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
};

/** What every service's front door is given; each adds its own config. */
export type ServiceDeps = {
  /** Connected as the service's running role. */
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly callPeer: CallPeer;
  /** What this process remembers, alone or together with the others of its kind. */
  readonly memory: Memory;
  /** The service's own Ed25519 key. With it, besides its calls, it signs its audit log. */
  readonly signingKey: SigningKey;
};

/** Something that must never be, found by the audit of a service. */
export type FoundViolation = {
  readonly invariant: Invariant;
  readonly kind: string;
  readonly subject: string;
  /** Ids, and nothing about persons. */
  readonly sentence: string;
};

/** What a service says of the money of an order. Two services say the same of it, or one of them is wrong. */
export type MoneyFact = {
  readonly orderId: string;
  /** What came by an attempt, what goes back by a refund, and what of an order's money is kept for its seats. */
  readonly kind: 'came' | 'goes-back' | 'kept';
  /** Of the attempt, the refund or the order. */
  readonly id: string;
  readonly amountMinor: number;
  readonly currency: string;
};

/** Of the money of all orders, a step at a time, from the service's own tables. */
export type OrderMoney = {
  /** The first orders after that id which have money, in the order of ids. */
  readonly nextOrders: (after: string | null, limit: number) => Promise<readonly string[]>;
  readonly factsOf: (orderIds: readonly string[]) => Promise<readonly MoneyFact[]>;
};

/** Who knows who everybody is: auth, asked at its front door by the process that has it, and over HTTP by others. */
export type Authority = {
  jwks(): Promise<JSONWebKeySet>;
  listRevocations(since: number): Promise<RevocationPage>;
  /** Undefined when there is no such set. */
  permissionSet(hash: string): Promise<PermissionSet | undefined>;
};

/** What a service's front door returns. A process mounts one, or all of them; the service cannot tell which. */
export type Service = {
  readonly name: ServiceName;
  readonly db: Database;
  readonly routes: readonly Route[];
  /** Opens and seals bodies, where operations of the service take sealed ones and sealing is not off. */
  readonly sealing?: Sealing | undefined;
  readonly consumers: readonly Consumer[];
  readonly jobs: readonly Job[];
  /** Publishes the present state of what it owns again, so that copies elsewhere can be rebuilt; answers the number of events. */
  readonly republish?: () => Promise<number>;
  /** Checks everything it owns against its invariants, in steps that a sale beside it does not feel; says each violation. */
  readonly audit?: (say: (violation: FoundViolation) => void) => Promise<void>;
  /** Of the one service that says who everybody is. */
  readonly authority?: Authority;
  /** What waits and what is open, asked every few seconds where somebody measures; always all of its numbers. */
  readonly measure?: () => Promise<readonly Measured[]>;
  /** For the audit across services, which compares what they say. */
  readonly orderMoney?: OrderMoney;
};
