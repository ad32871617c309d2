import type { FastifyInstance, FastifyReply } from 'fastify';
import { longestDelaySeconds } from '../behaviour/switches.ts';
import { rememberReached } from '../books/clock-queries.ts';
import { successful } from '../books/transactions.ts';
import type { Context } from '../context.ts';
import { answerPrompt, type PromptAnswer } from '../phone/answer-prompt.ts';
import { instantText } from '../simulator-clock.ts';

const advanceSchema = {
  type: 'object',
  required: ['seconds'],
  additionalProperties: false,
  properties: { seconds: { type: 'integer', minimum: 1, maximum: longestDelaySeconds } },
};

/** Moving time, answering prompts, and waiting until all that follows has happened: what a test does instead of sleeping. */
export function registerTimeRoutes(app: FastifyInstance, context: Context): void {
  const { books, clock, company, courier, scheduler } = context;

  async function settleDown(): Promise<{ now: string | undefined }> {
    await scheduler.wake();
    await courier.quiet();
    return { now: instantText(clock.nowMillis()) };
  }

  app.post<{ Body: { seconds: number } }>(
    '/control/clock/advance',
    { schema: { body: advanceSchema } },
    async (request) => {
      clock.advanceSeconds(request.body.seconds);
      await books.write((tx) => rememberReached(tx, clock.nowMillis()));
      return settleDown();
    },
  );

  app.post('/control/quiet', async () => settleDown());

  for (const [word, outcome] of [
    ['approve', successful],
    ['refuse', company.words.refused],
  ] as const) {
    app.post<{ Params: { referenceId: string } }>(`/control/prompts/:referenceId/${word}`, async (request, reply) => {
      const answer = await answerPrompt(context, request.params.referenceId, outcome);
      if (answer !== 'answered') return sendMissed(reply, answer);
      return settleDown();
    });
  }
}

function sendMissed(reply: FastifyReply, answer: Exclude<PromptAnswer, 'answered'>): FastifyReply {
  return answer === 'unknown'
    ? reply.code(404).send({ code: 'UNKNOWN', message: 'The books hold no such charge.' })
    : reply.code(409).send({ code: 'OVER', message: 'The charge is no longer pending.' });
}
