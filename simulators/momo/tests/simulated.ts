import { randomUUID } from 'node:crypto';
import type { Simulator } from '@safiri/simulator-kit';
import { createControl, createSend, member, openForTest } from '@safiri/simulator-kit/testing';
import { createMomoSimulator, developmentSettings, type MomoSettings } from '../src/index.ts';

/** A simulator whose clock stands still until a test moves it, and a caller that speaks to it. */
export type Simulated = Caller & { folder: string; simulator: Simulator; dispose(): Promise<void> };

export async function simulate(changes: Partial<MomoSettings> = {}): Promise<Simulated> {
  const opened = await openForTest(
    (forTest) => createMomoSimulator({ ...developmentSettings, ...forTest, ...changes }),
    changes.dataFolder,
  );
  return { ...(await createCaller(opened.address)), ...opened };
}

export type Caller = Awaited<ReturnType<typeof createCaller>>;

const { apiUser, apiKey, collectionKey, disbursementKey } = developmentSettings;
export const basic = `Basic ${Buffer.from(`${apiUser}:${apiKey}`).toString('base64')}`;

/** Speaks MTN's wire format and the control API, with the development credentials. */
export async function createCaller(address: string) {
  const send = createSend(address);

  async function headersFor(product: 'collection' | 'disbursement'): Promise<Record<string, string>> {
    const key = product === 'collection' ? collectionKey : disbursementKey;
    const answer = await send('POST', `/${product}/token/`, {
      headers: { authorization: basic, 'ocp-apim-subscription-key': key },
    });
    return {
      authorization: `Bearer ${String(member(answer.json, 'access_token'))}`,
      'ocp-apim-subscription-key': key,
      'x-target-environment': developmentSettings.targetEnvironment,
    };
  }

  const collection = await headersFor('collection');
  const disbursement = await headersFor('disbursement');

  return {
    address,
    send,
    headersFor,
    collection,
    disbursement,
    ...createControl(send),
    charge: (number: string, changes: ChargeChanges = {}) => {
      const { referenceId = randomUUID(), callbackUrl, headers = {}, ...body } = changes;
      const callback = callbackUrl === undefined ? {} : { 'x-callback-url': callbackUrl };
      return send('POST', '/collection/v1_0/requesttopay', {
        headers: { ...collection, 'x-reference-id': referenceId, ...callback, ...headers },
        body: { ...chargeBody(number), ...body },
      });
    },
    status: (referenceId: string) =>
      send('GET', `/collection/v1_0/requesttopay/${referenceId}`, { headers: collection }),
    refund: (chargeId: string, amount: string, referenceId: string = randomUUID()) =>
      send('POST', '/disbursement/v1_0/refund', {
        headers: { ...disbursement, 'x-reference-id': referenceId },
        body: {
          amount,
          currency: 'RWF',
          externalId: 'RF-1',
          payerMessage: 'Refund',
          payeeNote: 'RF-1',
          referenceIdToRefund: chargeId,
        },
      }),
    refundStatus: (referenceId: string) =>
      send('GET', `/disbursement/v1_0/refund/${referenceId}`, { headers: disbursement }),
  };
}

type ChargeChanges = {
  referenceId?: string;
  callbackUrl?: string;
  headers?: Record<string, string>;
  amount?: string;
  currency?: string;
  externalId?: string;
};

export function chargeBody(number: string) {
  return {
    amount: '5000',
    currency: 'RWF',
    externalId: 'BK-2026-000123',
    payer: { partyIdType: 'MSISDN', partyId: number },
    payerMessage: 'Kigali to Huye seat 4A',
    payeeNote: 'BK-2026-000123',
  };
}
