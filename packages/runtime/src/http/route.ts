import type { BodyOf, Operation, OutputOf, ParamsOf, QueryOf } from '@safiri/contracts/declaring';
import type { ActorOf } from './actor.ts';

/** A parsed request: its parts fit the contract, its actor was let through, its body was read once. */
export type RequestOf<Op extends Operation> = {
  readonly operation: Pick<Operation, 'id' | 'service'>;
  readonly params: ParamsOf<Op>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
  readonly actor: ActorOf<Op>;
  /** By which the caller showed who they are; null of nobody. Goes to services that are called because of this request, and nowhere else. */
  readonly accessToken: string | null;
  /** The client's key; empty where the operation asks for none. */
  readonly idempotencyKey: string;
  readonly requestId: string;
  /** Which device the caller says this is; null where it does not, or the operation does not ask. */
  readonly deviceId: string | null;
  /** The thumbprint of the key that the caller has proven to hold; null where they did not, or the operation does not ask. */
  readonly provenKey: string | null;
  /** What the client's program says of itself, at most 300 characters; empty when it says nothing. Anybody can say anything. */
  readonly userAgent: string;
  /** Names in small letters; empty unless the operation takes its body raw. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The network address the request came from, as far as trusted proxies tell. */
  readonly address: string;
};

export type Route = {
  readonly operation: Operation;
  readonly handle: (request: never) => Promise<unknown>;
  /** Whether it answers JSON that is written already. */
  readonly isText?: boolean;
};

/** One row of a service's routes table: operation → use case. */
export function route<Op extends Operation>(
  operation: Op,
  handle: (request: RequestOf<Op>) => Promise<OutputOf<Op>>,
): Route {
  return { operation, handle };
}

/** The same for what is asked so often that writing it anew would be most of the work: JSON that fits the contract, as a test of its own shows. */
export function textRoute<Op extends Operation>(
  operation: Op,
  handle: (request: RequestOf<Op>) => Promise<string>,
): Route {
  return { operation, handle, isText: true };
}
