import type { FastifyRequest, HookHandlerDoneFunction, onRequestHookHandler } from 'fastify';
import { DomainError } from '@safiri/kernel';
import type { Operation } from '@safiri/contracts/declaring';
import type { TokenVerifier } from '../tokens/verify.ts';
import type { Actor } from './actor.ts';
import { authenticate, authorize } from './authenticate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the doorkeeper let in. */
    actor: Actor | undefined;
  }
}

/** Finds who sends a request and whether they may, or throws; without a promise where nothing must be waited for. */
export function doorkeeper(op: Operation, verifier: TokenVerifier): onRequestHookHandler {
  const letIn = (request: FastifyRequest, actor: Actor): void => {
    authorize(actor, op);
    request.actor = actor;
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
    const actor = authenticate(request, op, verifier);
    if (actor instanceof Promise) {
      void letInLater(request, actor, done);
      return;
    }
    letIn(request, actor);
    done();
  };
}
