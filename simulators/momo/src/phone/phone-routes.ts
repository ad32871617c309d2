import type { FastifyInstance } from 'fastify';
import { changeSwitches } from '../behaviour/switch-queries.ts';
import { listSettled } from '../books/transactions.ts';
import type { Context } from '../context.ts';
import { ownPagesOnly } from '../control/own-pages-only.ts';
import { developmentSettings } from '../settings.ts';
import { answerPrompt, pickUpPhone, type PromptAnswer } from './answer-prompt.ts';
import { pageAddress, renderPhonePage } from './phone-page.ts';
import { phoneStyles } from './phone-styles.ts';

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
export async function phonePages(app: FastifyInstance, context: Context): Promise<void> {
  ownPagesOnly(app);
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: unknown, body: string) => new URLSearchParams(body),
  );

  app.get<PageRoute>('/', async (request, reply) => {
    const { number, notice } = request.query;
    const partyId = typeof number === 'string' && number !== '' ? number.replaceAll(/[^\d@.\w-]/g, '') : undefined;
    const prompts = await pickUpPhone(context, partyId, promptLimit);
    const page = renderPhonePage({
      prompts,
      partyId,
      nowMillis: context.clock.nowMillis(),
      settled: listSettled(context.books, partyId, settledLimit),
      autoApproveSeconds: context.switches().autoApproveSeconds,
      notice: notices.get(String(notice)),
    });
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'referrer-policy': 'same-origin',
      })
      .send(page);
  });

  app.get('/phone.css', async (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').send(phoneStyles),
  );

  for (const [word, outcome] of [
    ['approve', 'SUCCESSFUL'],
    ['refuse', 'APPROVAL_REJECTED'],
  ] as const) {
    app.post<{ Params: { referenceId: string } }>(`/prompts/:referenceId/${word}`, async (request, reply) => {
      const answer = await answerPrompt(context, request.params.referenceId, outcome);
      return reply.redirect(pageAddress(field(request.body, 'number'), noticeOf(answer, word)), 303);
    });
  }

  app.post('/answering', async (request, reply) => {
    const autoApproveSeconds = field(request.body, 'by') === 'person' ? 0 : secondsOfSettings(context);
    await context.books.write((tx) => changeSwitches(tx, { autoApproveSeconds }));
    return reply.redirect('/', 303);
  });
}

/** Prompts that approve themselves again do so after the time of the settings, or of development when those say never. */
function secondsOfSettings(context: Context): number {
  return context.settings.switches.autoApproveSeconds || developmentSettings.switches.autoApproveSeconds;
}

function noticeOf(answer: PromptAnswer, word: 'approve' | 'refuse'): string {
  if (answer !== 'answered') return answer;
  return word === 'approve' ? 'approved' : 'refused';
}

function field(body: unknown, name: string): string | undefined {
  return body instanceof URLSearchParams ? (body.get(name) ?? undefined) : undefined;
}
