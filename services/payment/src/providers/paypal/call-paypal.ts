import type { Clock } from '@safiri/kernel';
import { callWithToken, createAccessToken } from '../access-token.ts';
import { sendHttp, type HttpAnswer } from '../send-http.ts';
import type { PaypalSettings } from './paypal-settings.ts';

export type PaypalCall =
  | { readonly method: 'GET'; readonly path: string }
  | {
      readonly method: 'POST';
      readonly path: string;
      /** Names one operation: repeated under it, PayPal answers what it answered first. At most 108 characters. */
      readonly requestId: string;
      readonly body: object;
    };

export type CallPaypal = (call: PaypalCall) => Promise<HttpAnswer>;

/** Calls operations with an access token. */
export function createPaypalCaller(settings: PaypalSettings, clock: Clock): CallPaypal {
  const token = createAccessToken(clock, async () => await askToken(settings));
  return async (call) =>
    await callWithToken(
      token,
      async (bearer) =>
        await sendHttp({
          method: call.method,
          url: `${settings.baseUrl}${call.path}`,
          headers: headersOf(call, bearer),
          timeoutMilliseconds: settings.timeoutMilliseconds,
          ...(call.method === 'POST' ? { body: JSON.stringify(call.body) } : {}),
        }),
      ({ status }) => status === 401,
    );
}

async function askToken(settings: PaypalSettings): Promise<HttpAnswer> {
  const credentials = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64');
  return await sendHttp({
    method: 'POST',
    url: `${settings.baseUrl}/v1/oauth2/token`,
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
    timeoutMilliseconds: settings.timeoutMilliseconds,
  });
}

function headersOf(call: PaypalCall, bearer: string): Record<string, string> {
  const authorization = `Bearer ${bearer}`;
  if (call.method === 'GET') return { authorization };
  return {
    authorization,
    'content-type': 'application/json',
    'paypal-request-id': call.requestId,
    // Whole, because what was captured stands in it.
    prefer: 'return=representation',
  };
}
