import type { FastifyInstance } from 'fastify';
import { findTransaction } from '../books/transactions.ts';
import { postCallback } from '../callbacks/post-callback.ts';
import type { Context } from '../context.ts';

type Forgery = {
  /** A known transaction whose truth is the ground of the lie, and whose address is the target unless `url` is given. */
  referenceId: string;
  url?: string;
  method?: 'PUT' | 'POST';
  /** Members to replace or to add at any depth, e.g. `{"status": "SUCCESSFUL"}`. */
  changes: Record<string, unknown>;
};
const forgerySchema = {
  type: 'object',
  required: ['referenceId', 'changes'],
  additionalProperties: false,
  properties: {
    referenceId: { type: 'string', maxLength: 36 },
    url: { type: 'string', pattern: '^https?://', maxLength: 2048 },
    method: { enum: ['PUT', 'POST'] },
    changes: { type: 'object' },
  },
};

/** Sends what an attacker would: a callback that the books know nothing of. Answers what the listener said. */
export function registerForgery(app: FastifyInstance, context: Context): void {
  app.post<{ Body: Forgery }>(
    '/control/forged-callbacks',
    { schema: { body: forgerySchema } },
    async (request, reply) => {
      const { referenceId, method, changes } = request.body;
      const known = findTransaction(context.books, referenceId);
      const url = request.body.url ?? known?.callbackUrl;
      if (known === undefined || url === undefined) {
        return reply
          .code(404)
          .send({ code: 'NO_TARGET', message: 'The books hold no such reference id, or it has no callback address.' });
      }
      const truth = context.company.callback(known, context.switches());
      const body = JSON.stringify(changed(truth.body, changes));
      return postCallback({ ...truth, url, method: method ?? truth.method, body });
    },
  );
}

function changed(truth: object, changes: object): object {
  const inside = new Map<string, unknown>(Object.entries(truth));
  for (const [name, change] of Object.entries(changes)) {
    const old = inside.get(name);
    inside.set(name, isPlain(old) && isPlain(change) ? changed(old, change) : change);
  }
  return Object.fromEntries(inside);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
