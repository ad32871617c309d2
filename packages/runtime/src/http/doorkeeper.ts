import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction, onRequestHookHandler } from 'fastify';
import { DomainError } from '@safiri/kernel';
import type { Operation } from '@safiri/contracts/declaring';
import type { TokenVerifier } from '../tokens/verify.ts';
import type { RateLimiter } from '../rate-limits/rate-limiter.ts';
import type { Actor } from './actor.ts';
import { authenticate, authorize } from './authenticate.ts';
import { provenRequestOf } from './proven-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the doorkeeper let in. */
    actor: Actor | undefined;
    /** The thumbprint of the key that the caller has proven, where the operation asks for a key and not for who it is. */
    provenKey: string | undefined;
  }
}

export type Doorkeeping = {
  readonly verifier: TokenVerifier;
  /** Undefined where nobody asks too much. */
  readonly limiter?: RateLimiter | undefined;
};

/** Finds who sends a request and whether they may, or throws; without a promise where nothing must be waited for. */
export function doorkeeper(op: Operation, { verifier, limiter }: Doorkeeping): onRequestHookHandler {
  const letIn = (request: FastifyRequest, reply: FastifyReply, actor: Actor): void => {
    authorize(actor, op);
    request.actor = actor;
    limiter?.admitCaller(op, request, reply);
  };
  /** A proof that may be left out is checked when it comes. */
  const proveKey = async (request: FastifyRequest, actor: Actor | Promise<Actor>): Promise<Actor> => {
    const known = await actor;
    if (op.proof === 'required' || request.headers.dpop !== undefined)
      request.provenKey = await verifier.proofs.checkUnbound(provenRequestOf(request));
    return known;
  };
  const findActor = (request: FastifyRequest): Actor | Promise<Actor> => {
    const authenticated = authenticate(request, op, verifier);
    return op.proof === undefined ? authenticated : proveKey(request, authenticated);
  };
  const afterwards = async (waiting: Promise<void>, done: HookHandlerDoneFunction): Promise<void> => {
    try {
      await waiting;
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  };
  return (request, reply, done) => {
    if (op.sensitive === true && !verifier.knowsRevocations())
      throw new DomainError('UNAVAILABLE', 'Whose access was taken back cannot be read now, so this has to wait.', {
        retryAfter: 5,
      });
    const admitted = limiter?.admitAddress(op, request);
    const actor = admitted instanceof Promise ? admitted.then(() => findActor(request)) : findActor(request);
    if (actor instanceof Promise) {
      void afterwards(
        actor.then((found) => letIn(request, reply, found)),
        done,
      );
      return;
    }
    letIn(request, reply, actor);
    done();
  };
}
