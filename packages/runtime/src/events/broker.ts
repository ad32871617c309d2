import type { Envelope, ServiceName } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';

/** A message that was tried as often as its queue allows. */
export type DeadLetter = {
  readonly messageId: string;
  readonly queue: ServiceName;
  readonly envelope: Envelope;
  readonly failedAt: Date;
  readonly error: string;
};

/** What is in a service's queue. */
export type QueueState = {
  readonly queue: ServiceName;
  /** Messages that nobody has taken, those that wait for their next try included as far as the broker tells. */
  readonly waiting: number;
  readonly dead: number;
  /** Undefined where the broker does not tell. */
  readonly oldestSeconds: number | undefined;
};

/**
 * Handles messages that were taken together, and answers how each came out, in their order; what was rejected is delivered
 * again later, and so are all of them when the handler itself rejects. It may be called more than once for a message.
 */
export type MessageHandler = (envelopes: readonly Envelope[]) => Promise<readonly PromiseSettledResult<unknown>[]>;

/**
 * Carries events from outboxes to the queues of the services that subscribe to them: at least once, in no promised order,
 * with bounded retries and a dead-letter queue.
 */
export type Broker = {
  /** Moves the oldest news of the transaction's service from its outbox to the queues that subscribe to it; answers how many rows. */
  relay(tx: Tx): Promise<number>;
  /** Whether what carries events can be reached now; for probes. */
  isReachable(): boolean;
  /** Resolves when nothing needs to give way to the queue: this process is not behind with it, or was given a second. */
  caughtUp(queue: string): Promise<void>;
  /** Starts handing the queue's messages to the handler. */
  consume(queue: ServiceName, handle: MessageHandler): Promise<void>;
  listDeadLetters(queue: ServiceName, limit: number): Promise<readonly DeadLetter[]>;
  /** Puts dead letters back into their queue; answers how many. */
  replayDeadLetters(queue: ServiceName, limit: number): Promise<number>;
  /** Takes the persons out of dead letters about these orders, which are nobody's any more. */
  redact(orderIds: readonly string[]): Promise<void>;
  /** How full the queues are; rejects while the broker does not answer. */
  measure(): Promise<readonly QueueState[]>;
  /** Stops taking messages, waits for those in hand, closes connections. */
  stop(): Promise<void>;
};

/** Event type → queues that want it. */
export type Subscriptions = ReadonlyMap<string, readonly ServiceName[]>;
