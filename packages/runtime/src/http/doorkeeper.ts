import type { FastifyRequest, HookHandlerDoneFunction, onRequestHookHandler } from 'fastify';
import { DomainError } from '@safiri/kernel';
import type { Operation } from '@safiri/contracts/declaring';
import type { TokenVerifier } from '../tokens/verify.ts';
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

/** Finds who sends a request and whether they may, or throws; without a promise where nothing must be waited for. */
export function doorkeeper(op: Operation, verifier: TokenVerifier): onRequestHookHandler {
  const letIn = (request: FastifyRequest, actor: Actor): void => {
    authorize(actor, op);
    request.actor = actor;
  };
  /** A proof that may be left out is checked when it comes. */
  const proveKey = async (request: FastifyRequest, actor: Actor | Promise<Actor>): Promise<Actor> => {
    const known = await actor;
    if (op.proof === 'required' || request.headers.dpop !== undefined)
      request.provenKey = await verifier.proofs.checkUnbound(provenRequestOf(request));
    return known;
  };
  const letInLater = async (
    request: FastifyRequest,
    actor: Promise<Actor>,
    done: HookHandlerDoneFunction,
  ): Promise<void> => {
    try {
      letIn(request, await actor);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done();
  };
  return (request, _reply, done) => {
    if (op.sensitive === true && !verifier.knowsRevocations())
      throw new DomainError('UNAVAILABLE', 'Whose access was taken back cannot be read now, so this has to wait.', {
        retryAfter: 5,
      });
    const authenticated = authenticate(request, op, verifier);
    const actor = op.proof === undefined ? authenticated : proveKey(request, authenticated);
    if (actor instanceof Promise) {
      void letInLater(request, actor, done);
      return;
    }
    letIn(request, actor);
    done();
  };
}
