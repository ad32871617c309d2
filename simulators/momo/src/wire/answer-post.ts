import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Plan } from '../behaviour/plans.ts';
import type { Context } from '../context.ts';
import { refusal } from './refusals.ts';

/** Longer than any client waits; then the connection is closed, so that hanging requests do not pile up. */
const hangMillis = 60_000;

export type PostAnswer = (reply: FastifyReply, accepted: { plan: Plan; referenceId: string }) => Promise<FastifyReply>;

/**
 * Tells callers what became of an accepted request, in the manner its plan chose. Wakes the scheduler when the answer is
 * out, so that an approval at once still comes after the 202.
 */
export function createPostAnswer(app: FastifyInstance, context: Context): PostAnswer {
  const hanging = new Set<() => void>();
  app.addHook('onResponse', () => context.scheduler.wake());
  app.addHook('preClose', async () => {
    for (const end of hanging) end();
  });

  function hang(reply: FastifyReply): void {
    const socket = reply.raw.socket;
    const end = (): void => void socket?.destroy();
    const timer = setTimeout(end, hangMillis);
    hanging.add(end);
    reply.raw.once('close', () => {
      clearTimeout(timer);
      hanging.delete(end);
    });
  }

  return async (reply, { plan, referenceId }) => {
    if (plan.post === 'error-after-accepting') throw refusal('INTERNAL_PROCESSING_ERROR');
    if (plan.post === 'cut-after-accepting' || plan.post === 'hang-after-accepting') {
      reply.hijack();
      if (plan.post === 'hang-after-accepting') hang(reply);
      else reply.raw.socket?.destroy();
      await context.scheduler.wake();
      return reply;
    }
    if (plan.callback === 'before-answer') {
      await context.scheduler.wake();
      await context.courier.sent(referenceId);
    }
    return reply.code(202).send();
  };
}
