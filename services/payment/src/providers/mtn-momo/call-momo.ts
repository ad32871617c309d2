import type { Clock } from '@safiri/kernel';
import { callWithToken, createAccessToken, type AccessToken } from '../access-token.ts';
import { sendHttp, type HttpAnswer } from '../send-http.ts';
import type { MomoSettings } from './momo-settings.ts';

export type Product = 'collection' | 'disbursement';

export type MomoCall =
  | { readonly method: 'GET'; readonly product: Product; readonly path: string }
  | {
      readonly method: 'POST';
      readonly product: Product;
      readonly path: string;
      readonly referenceId: string;
      readonly callbackUrl: string | undefined;
      readonly body: object;
    };

export type CallMomo = (call: MomoCall) => Promise<HttpAnswer>;

/** Calls operations, each with a token of its product. */
export function createMomoCaller(settings: MomoSettings, clock: Clock): CallMomo {
  const tokens: Readonly<Record<Product, AccessToken>> = {
    collection: createAccessToken(clock, async () => await askToken(settings, 'collection')),
    disbursement: createAccessToken(clock, async () => await askToken(settings, 'disbursement')),
  };
  return async (call) =>
    await callWithToken(
      tokens[call.product],
      async (token) =>
        await sendHttp({
          method: call.method,
          url: `${settings.baseUrl}/${call.product}/v1_0/${call.path}`,
          headers: headersOf(call, settings, token),
          timeoutMilliseconds: settings.timeoutMilliseconds,
          ...(call.method === 'POST' ? { body: JSON.stringify(call.body) } : {}),
        }),
      ({ status }) => status === 401,
    );
}

async function askToken(settings: MomoSettings, product: Product): Promise<HttpAnswer> {
  return await sendHttp({
    method: 'POST',
    // The slash at the end and the empty body are part of the interface.
    url: `${settings.baseUrl}/${product}/token/`,
    headers: {
      authorization: `Basic ${Buffer.from(`${settings.apiUser}:${settings.apiKey}`).toString('base64')}`,
      'ocp-apim-subscription-key': subscriptionKey(settings, product),
    },
    timeoutMilliseconds: settings.timeoutMilliseconds,
  });
}

function headersOf(call: MomoCall, settings: MomoSettings, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'x-target-environment': settings.targetEnvironment,
    'ocp-apim-subscription-key': subscriptionKey(settings, call.product),
    ...(call.method === 'GET' ? {} : { 'content-type': 'application/json', 'x-reference-id': call.referenceId }),
    // An empty callback header is refused, so there is none at all.
    ...(call.method === 'GET' || call.callbackUrl === undefined ? {} : { 'x-callback-url': call.callbackUrl }),
  };
}

function subscriptionKey(settings: MomoSettings, product: Product): string {
  return product === 'collection' ? settings.collectionKey : settings.disbursementKey;
}
