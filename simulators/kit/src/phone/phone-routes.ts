import type { FastifyInstance } from 'fastify';
import { changeSwitches } from '../behaviour/switch-queries.ts';
import { listSettled, successful } from '../books/transactions.ts';
import type { Context } from '../context.ts';
import { developmentDelays } from '../behaviour/switches.ts';
import { formField, openPages, sendPage } from '../pages/open-pages.ts';
import { answerPrompt, pickUpPhone, type PromptAnswer } from './answer-prompt.ts';
import { pageAddress, renderPhonePage, type Phone } from './phone-page.ts';

/** As many prompts and rows as a person looks through. */
const promptLimit = 50;
const settledLimit = 25;

const notices: ReadonlyMap<string, string> = new Map([
  ['approved', 'Approved.'],
  ['refused', 'Refused.'],
  ['over', 'That prompt was no longer waiting; nothing was changed.'],
  ['unknown', 'There is no such prompt.'],
]);

type PageRoute = { Querystring: { number?: string; notice?: string } };

/** The page and its forms; it works without a script. */
export async function phonePages(app: FastifyInstance, context: Context, phone: Phone): Promise<void> {
  const { books, clock, company } = context;
  openPages(app);

  app.get<PageRoute>('/', async (request, reply) => {
    const { number, notice } = request.query;
    const party = typeof number === 'string' && number !== '' ? number.replaceAll(/[^\d@.\w-]/g, '') : undefined;
    const prompts = await pickUpPhone(context, party, promptLimit);
    const page = renderPhonePage({
      phone,
      prompts,
      party,
      nowMillis: clock.nowMillis(),
      settled: listSettled(books, party, settledLimit),
      autoApproveSeconds: context.switches().autoApproveSeconds,
      notice: notices.get(String(notice)),
    });
    return sendPage(reply, page);
  });

  for (const [word, outcome] of [
    ['approve', successful],
    ['refuse', company.words.refused],
  ] as const) {
    app.post<{ Params: { referenceId: string } }>(`/prompts/:referenceId/${word}`, async (request, reply) => {
      const answer = await answerPrompt(context, request.params.referenceId, outcome);
      return reply.redirect(pageAddress(formField(request.body, 'number'), noticeOf(answer, word)), 303);
    });
  }

  app.post('/answering', async (request, reply) => {
    const autoApproveSeconds = formField(request.body, 'by') === 'person' ? 0 : secondsOfSettings(context);
    await books.write((tx) => changeSwitches(tx, { autoApproveSeconds }));
    return reply.redirect('/', 303);
  });
}

/** Prompts that approve themselves again do so after the time of the settings, or of development when those say never. */
function secondsOfSettings(context: Context): number {
  return context.settings.switches.autoApproveSeconds || developmentDelays.autoApproveSeconds;
}

function noticeOf(answer: PromptAnswer, word: 'approve' | 'refuse'): string {
  if (answer !== 'answered') return answer;
  return word === 'approve' ? 'approved' : 'refused';
}
