import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** An MTN MoMo of a few lines, in this process: what payers do is said by the last digit of their number. */
export type PaymentCompany = { readonly address: string; close(): void };

/** Approves at once what it is asked for. */
export const approvingPayer = '+256711900010';
/** Pays, but the company names another order: nobody but a person may decide about that money. */
export const confusedPayer = '+256711900011';

type Asked = {
  readonly amount: string;
  readonly currency: string;
  readonly externalId: string;
  readonly payer: string;
};

export async function startPaymentCompany(): Promise<PaymentCompany> {
  const asked = new Map<string, Asked>();
  const server = createServer((request, response) => {
    void answerTo(request, asked).then(({ status, body = {} }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answerTo(
  request: IncomingMessage,
  asked: Map<string, Asked>,
): Promise<{ status: number; body?: object }> {
  const text = (await request.toArray()).join('');
  if (request.url?.endsWith('/token/') === true)
    return { status: 200, body: { access_token: 'token', token_type: 'access_token', expires_in: 3600 } };
  if (request.method === 'POST') {
    const body = JSON.parse(text);
    asked.set(String(request.headers['x-reference-id']), { ...body, payer: body.payer?.partyId ?? '' });
    return { status: 202 };
  }
  const reference = request.url?.split('/').at(-1) ?? '';
  const known = asked.get(reference);
  if (known === undefined) return { status: 404, body: { code: 'RESOURCE_NOT_FOUND' } };
  const { amount, currency, externalId, payer } = known;
  const said = payer.endsWith('1') ? 'SOMEBODY-ELSES' : externalId;
  return {
    status: 200,
    body: { status: 'SUCCESSFUL', financialTransactionId: reference, amount, currency, externalId: said },
  };
}
