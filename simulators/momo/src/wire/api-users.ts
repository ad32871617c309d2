import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { text, textIfAny, type Reader, type Writer } from '@safiri/simulator-kit';
import type { Context } from '../context.ts';
import { header, referenceIdOf } from './headers.ts';
import { badSubscriptionKey, malformed, refusal } from './refusals.ts';
import { parseUuid4 } from './uuid.ts';

export type ApiUser = { id: string; callbackHost: string; apiKey: string | undefined };

export function findApiUser(reader: Reader, id: string): ApiUser | undefined {
  const row = reader.find('select id, callback_host, api_key from api_users where id = ?', id);
  return row === undefined
    ? undefined
    : { id: text(row, 'id'), callbackHost: text(row, 'callback_host'), apiKey: textIfAny(row, 'api_key') };
}

/** Makes the API user of the settings, or brings it up to them. */
export function provideApiUser(tx: Writer, user: { id: string; callbackHost: string; apiKey: string }): void {
  tx.run(
    `insert into api_users (id, callback_host, api_key) values (?, ?, ?)
     on conflict (id) do update set callback_host = excluded.callback_host, api_key = excluded.api_key`,
    user.id,
    user.callbackHost,
    user.apiKey,
  );
}

type ProvisioningRoute = { Params: { id: string } };
const newUserSchema = {
  type: 'object',
  required: ['providerCallbackHost'],
  properties: { providerCallbackHost: { type: 'string', minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9.-]+$' } },
};

/** The sandbox's provisioning of API users. Needs a subscription key of either product and nothing else. */
export function registerApiUsers(app: FastifyInstance, context: Context): void {
  const { books, settings } = context;
  app.addHook('onRequest', async (request) => {
    const key = header(request, 'ocp-apim-subscription-key');
    if (key !== settings.collectionKey && key !== settings.disbursementKey) throw badSubscriptionKey(key !== undefined);
  });

  app.post<{ Body: { providerCallbackHost: string } }>(
    '/v1_0/apiuser',
    { schema: { body: newUserSchema } },
    async (request, reply) => {
      const id = referenceIdOf(request);
      const made = await books.write((tx) =>
        tx.run(
          'insert into api_users (id, callback_host) values (?, ?) on conflict do nothing',
          id,
          request.body.providerCallbackHost,
        ),
      );
      if (made === 0) throw refusal('RESOURCE_ALREADY_EXIST');
      return reply.code(201).send();
    },
  );

  app.get<ProvisioningRoute>('/v1_0/apiuser/:id', async (request) => {
    const user = getApiUser(books, request.params.id);
    return { providerCallbackHost: user.callbackHost, targetEnvironment: settings.targetEnvironment };
  });

  app.post<ProvisioningRoute>('/v1_0/apiuser/:id/apikey', async (request, reply) => {
    const user = getApiUser(books, request.params.id);
    const apiKey = randomBytes(16).toString('hex');
    await books.write((tx) => tx.run('update api_users set api_key = ? where id = ?', apiKey, user.id));
    return reply.code(201).send({ apiKey });
  });
}

function getApiUser(reader: Reader, givenId: string): ApiUser {
  const id = parseUuid4(givenId);
  if (id === undefined) throw malformed('the API user is named by a UUID of version 4');
  const user = findApiUser(reader, id);
  if (user === undefined) throw refusal('RESOURCE_NOT_FOUND');
  return user;
}
