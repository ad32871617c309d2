import type { Clock } from '@safiri/kernel';
import { createAccessTokens, subscriptionKey, type Product } from './access-tokens.ts';
import { sendHttp, type HttpAnswer } from './http.ts';
import type { MomoSettings } from './momo-settings.ts';

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

/** Calls operations with a token of their product. A token that MTN has dropped early is replaced once: a 401 took nothing. */
export function createMomoCaller(settings: MomoSettings, clock: Clock): CallMomo {
  const tokens = createAccessTokens(settings, clock);

  async function callOnce(
    call: MomoCall,
  ): Promise<{ readonly answer: HttpAnswer; readonly token: string | undefined }> {
    const got = await tokens.get(call.product);
    if ('missing' in got) return { answer: got.missing, token: undefined };
    const answer = await sendHttp({
      method: call.method,
      url: `${settings.baseUrl}/${call.product}/v1_0/${call.path}`,
      headers: headersOf(call, settings, got.token),
      timeoutMilliseconds: settings.timeoutMilliseconds,
      ...(call.method === 'POST' ? { body: JSON.stringify(call.body) } : {}),
    });
    return { answer, token: got.token };
  }

  return async (call) => {
    const first = await callOnce(call);
    if (first.token === undefined || !first.answer.answered || first.answer.status !== 401) return first.answer;
    tokens.forget(call.product, first.token);
    return (await callOnce(call)).answer;
  };
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
