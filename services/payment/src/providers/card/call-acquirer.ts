import { sendHttp, type HttpAnswer } from '../send-http.ts';
import type { CardSettings } from './card-settings.ts';

export type CallAcquirer = {
  get(path: string): Promise<HttpAnswer>;
  /** Under its key a request is taken once, for a day. */
  post(path: string, key: string, body: object): Promise<HttpAnswer>;
};

export function createAcquirerCaller(settings: CardSettings): CallAcquirer {
  const { baseUrl, timeoutMilliseconds } = settings;
  const authorization = `Bearer ${settings.secretKey}`;
  return {
    get: async (path) =>
      await sendHttp({ method: 'GET', url: `${baseUrl}${path}`, headers: { authorization }, timeoutMilliseconds }),
    post: async (path, key, body) =>
      await sendHttp({
        method: 'POST',
        url: `${baseUrl}${path}`,
        headers: { authorization, 'idempotency-key': key, 'content-type': 'application/json' },
        timeoutMilliseconds,
        body: JSON.stringify(body),
      }),
  };
}
