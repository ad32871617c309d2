import type { FastifyInstance } from 'fastify';
import { listAccounts } from '../books/accounts.ts';
import { auditBooks, summariseTransactions } from '../books/summary.ts';
import {
  findTransaction,
  listByExternalId,
  listPrompts,
  listTransactions,
  type Transaction,
} from '../books/transactions.ts';
import { listCallbacks } from '../callbacks/callback-queries.ts';
import type { Context } from '../context.ts';
import { instantText } from '../simulator-clock.ts';
import { transactionView } from './views.ts';

/** A page as large as any test wants in one answer; the rest is asked for by `after`. */
const pageLimit = 1000;

type Query = { Querystring: { after?: string; limit?: string; externalId?: string } };
const querySchema = {
  type: 'object',
  properties: {
    after: { type: 'string', pattern: '^\\d{1,15}$' },
    limit: { type: 'string', pattern: '^\\d{1,4}$' },
    externalId: { type: 'string', maxLength: 100 },
  },
};

/** The books as JSON: lists in the order of acceptance, sums, and what contradicts itself. */
export function registerBookRoutes(app: FastifyInstance, context: Context): void {
  const { books, clock, company } = context;
  const view = (transaction: Transaction): object => transactionView(transaction, company.receipt(transaction));

  app.get('/control/summary', async () => ({
    now: instantText(clock.nowMillis()),
    transactions: summariseTransactions(books),
    problems: auditBooks(books),
  }));

  for (const [path, kind] of [
    ['charges', 'charge'],
    ['refunds', 'refund'],
  ] as const) {
    app.get<Query>(`/control/${path}`, { schema: { querystring: querySchema } }, async ({ query }) => {
      return { [path]: listPage(kind, query).map(view) };
    });
  }

  function listPage(kind: Transaction['kind'], query: Query['Querystring']): Transaction[] {
    const { afterPosition, limit } = pageOf(query);
    return query.externalId === undefined
      ? listTransactions(books, { kind, afterPosition, limit })
      : listByExternalId(books, { kind, externalId: query.externalId, limit });
  }

  app.get<{ Params: { referenceId: string } }>('/control/transactions/:referenceId', async (request, reply) => {
    const found = findTransaction(books, request.params.referenceId);
    return found === undefined
      ? reply.code(404).send({ code: 'UNKNOWN', message: 'The books hold no such reference id.' })
      : view(found);
  });

  app.get<Query>('/control/callbacks', { schema: { querystring: querySchema } }, async ({ query }) => ({
    callbacks: listCallbacks(books, pageOf(query)).map(({ nextMillis, ...callback }) => ({
      ...callback,
      nextAt: instantText(nextMillis),
    })),
  }));

  app.get<Query>('/control/balances', { schema: { querystring: querySchema } }, async ({ query }) => ({
    balances: listAccounts(books, pageOf(query).limit),
  }));

  app.get<Query>('/control/prompts', { schema: { querystring: querySchema } }, async ({ query }) => ({
    prompts: listPrompts(books, undefined, pageOf(query).limit).map(view),
  }));
}

function pageOf(query: Query['Querystring']): { afterPosition: number; limit: number } {
  const limit = Number(query.limit ?? pageLimit);
  return { afterPosition: Number(query.after ?? 0), limit: Math.min(Math.max(limit, 1), pageLimit) };
}
