import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Plan } from '../behaviour/plans.ts';
import type { Context } from '../context.ts';

/** Longer than any client waits; then the connection is closed, so that hanging requests do not pile up. */
const hangMillis = 60_000;

export type Accepted = {
  plan: Plan;
  referenceId: string;
  /** The company's answer to a request that it took. */
  send: () => FastifyReply;
  /** Throws the company's error for a request that it took and then choked on. */
  fail: () => never;
};

export type Answering = (reply: FastifyReply, accepted: Accepted) => Promise<FastifyReply>;

/**
 * Tells callers what became of an accepted request, in the manner its plan chose. Wakes the scheduler when the answer is
 * out, so that an approval at once still comes after it.
 */
export function createAnswering(app: FastifyInstance, context: Context): Answering {
  const { clock, courier, scheduler } = context;
  const hanging = new Set<() => void>();
  app.addHook('onResponse', () => scheduler.wake());
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

  async function leaveUnanswered(reply: FastifyReply, manner: string): Promise<FastifyReply> {
    reply.hijack();
    if (manner === 'hang-after-accepting') hang(reply);
    else reply.raw.socket?.destroy();
    await scheduler.wake();
    return reply;
  }

  return async (reply, { plan, referenceId, send, fail }) => {
    switch (plan.post) {
      case 'error-after-accepting':
        return fail();
      case 'cut-after-accepting':
      case 'hang-after-accepting':
        return leaveUnanswered(reply, plan.post);
      case 'slow-after-accepting':
        await scheduler.wake();
        await scheduler.until(clock.nowMillis() + context.switches().slowAnswerSeconds * 1000);
        return send();
      default:
        if (plan.callback === 'before-answer') {
          await scheduler.wake();
          await courier.sent(referenceId);
        }
        return send();
    }
  };
}
