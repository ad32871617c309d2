import { randomUUID } from 'node:crypto';
import { createControl, createSend, member, openForTest } from '@safiri/simulator-kit/testing';
import { createMpesaSimulator, developmentSettings, type MpesaSettings } from '../src/index.ts';

const { consumerKey, consumerSecret, shortCode, passkey, initiator, securityCredential } = developmentSettings;
export const basic = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
const timestamp = '20260501110000';

export type Simulated = Awaited<ReturnType<typeof simulate>>;

/** A simulator whose clock stands still until a test moves it, and a caller that speaks to it. */
export async function simulate(changes: Partial<MpesaSettings> = {}) {
  const opened = await openForTest(
    (forTest) => createMpesaSimulator({ ...developmentSettings, ...forTest, ...changes }),
    changes.dataFolder,
  );
  return { ...opened, ...(await createCaller(opened.address)) };
}

export type Caller = Awaited<ReturnType<typeof createCaller>>;

/** Speaks Daraja and the control API, with the development credentials. */
export async function createCaller(address: string) {
  const send = createSend(address);
  const newToken = async (): Promise<string> => {
    const answer = await send('GET', '/oauth/v1/generate?grant_type=client_credentials', {
      headers: { authorization: basic },
    });
    return String(member(answer.json, 'access_token'));
  };
  const headers = { authorization: `Bearer ${await newToken()}` };
  const call = async (path: string, body: unknown) => await send('POST', path, { headers, body });
  return {
    address,
    send,
    headers,
    call,
    ...createControl(send),
    renewToken: async () => void (headers.authorization = `Bearer ${await newToken()}`),
    push: async (number: string, changes: object = {}) =>
      await call('/mpesa/stkpush/v1/processrequest', { ...pushBody(number), ...changes }),
    query: async (checkoutRequestId: string, changes: object = {}) =>
      await call('/mpesa/stkpushquery/v1/query', {
        ...merchant,
        CheckoutRequestID: checkoutRequestId,
        ...changes,
      }),
    reverse: async (receipt: string, changes: object = {}) =>
      await call('/mpesa/reversal/v1/request', { ...reversalBody(receipt), ...changes }),
    payOut: async (number: string, changes: object = {}) =>
      await call('/mpesa/b2c/v3/paymentrequest', { ...payOutBody(number), ...changes }),
    askStatus: async (changes: object) =>
      await call('/mpesa/transactionstatus/v1/query', { ...statusBody, ...changes }),
    pull: async (changes: object = {}) =>
      await call('/pulltransactions/v1/query', {
        ShortCode: shortCode,
        StartDate: '2020-08-04 8:36:00',
        EndDate: '2100-08-04 08:36:00',
        OffSetValue: '0',
        ...changes,
      }),
  };
}

const merchant = {
  BusinessShortCode: shortCode,
  Password: Buffer.from(`${shortCode}${passkey}${timestamp}`).toString('base64'),
  Timestamp: timestamp,
};

/** Nobody listens on port 9. */
const nowhere = 'http://localhost:9/results';

export function pushBody(number: string) {
  return {
    ...merchant,
    TransactionType: 'CustomerPayBillOnline',
    Amount: 500,
    PartyA: number,
    PartyB: shortCode,
    PhoneNumber: number,
    CallBackURL: nowhere,
    AccountReference: 'SF12345678',
    TransactionDesc: 'Bus ticket',
  };
}

function reversalBody(receipt: string) {
  return {
    Initiator: initiator,
    SecurityCredential: securityCredential,
    CommandID: 'TransactionReversal',
    TransactionID: receipt,
    Amount: 500,
    ReceiverParty: shortCode,
    RecieverIdentifierType: '11',
    ResultURL: nowhere,
    QueueTimeOutURL: nowhere,
    Remarks: 'Refund',
  };
}

function payOutBody(number: string) {
  return {
    OriginatorConversationID: randomUUID(),
    InitiatorName: initiator,
    SecurityCredential: securityCredential,
    CommandID: 'BusinessPayment',
    Amount: 200,
    PartyA: shortCode,
    PartyB: number,
    Remarks: 'Refund',
    QueueTimeOutURL: nowhere,
    ResultURL: nowhere,
    Occassion: 'SF12345678',
  };
}

const statusBody = {
  Initiator: initiator,
  SecurityCredential: securityCredential,
  CommandID: 'TransactionStatusQuery',
  PartyA: shortCode,
  IdentifierType: '4',
  ResultURL: nowhere,
  QueueTimeOutURL: nowhere,
  Remarks: 'Status',
};
