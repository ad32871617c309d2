import type { BodyOf, Operation, OutputOf, ParamsOf, QueryOf, RefusalOf } from '@safiri/contracts/declaring';

export type PeerInput<Op extends Operation> = {
  readonly params: ParamsOf<Op>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
};
export type PeerAnswer<Op extends Operation> =
  | { readonly ok: true; readonly value: OutputOf<Op> }
  | { readonly ok: false; readonly code: RefusalOf<Op> | 'NO_ANSWER'; readonly detail: string };

/** The request that a call is made for. Whoever sent it is named to the callee by their own token. */
export type CausedBy = { readonly accessToken: string | null };

/**
 * Calls another service with this service's own short token, and that of the user whose request caused it; a job says null. A
 * read, with a time-out; 'NO_ANSWER' when there was none.
 */
export type CallPeer = <Op extends Operation>(
  operation: Op,
  input: PeerInput<Op>,
  causedBy: CausedBy | null,
) => Promise<PeerAnswer<Op>>;
