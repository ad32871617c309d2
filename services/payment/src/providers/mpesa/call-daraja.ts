import type { Clock } from '@safiri/kernel';
import { callWithToken, createAccessToken } from '../access-token.ts';
import { member, sendHttp, textOf, type HttpAnswer } from '../send-http.ts';
import type { MpesaSettings } from './mpesa-settings.ts';

/** Posts a body to an operation of the Daraja API. */
export type CallDaraja = (path: string, body: object) => Promise<HttpAnswer>;

/** Calls operations with an access token. A dead one is answered with 404 or 401 and took nothing. */
export function createDarajaCaller(settings: MpesaSettings, clock: Clock): CallDaraja {
  const token = createAccessToken(clock, async () => await askToken(settings));
  return async (path, body) =>
    await callWithToken(
      token,
      async (bearer) =>
        await sendHttp({
          method: 'POST',
          url: `${settings.baseUrl}${path}`,
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
          timeoutMilliseconds: settings.timeoutMilliseconds,
        }),
      (answer) => errorOf(answer.body).code === '404.001.03' || answer.status === 401,
    );
}

/** Daraja's error, which has one code for many meanings: the sentence is part of it. */
export function errorOf(body: unknown): { readonly code: string; readonly sentence: string } {
  return {
    code: textOf(member(body, 'errorCode')) ?? 'no code',
    sentence: textOf(member(body, 'errorMessage')) ?? '',
  };
}

async function askToken(settings: MpesaSettings): Promise<HttpAnswer> {
  const credentials = Buffer.from(`${settings.consumerKey}:${settings.consumerSecret}`).toString('base64');
  return await sendHttp({
    method: 'GET',
    url: `${settings.baseUrl}/oauth/v1/generate?grant_type=client_credentials`,
    headers: { authorization: `Basic ${credentials}` },
    timeoutMilliseconds: settings.timeoutMilliseconds,
  });
}
