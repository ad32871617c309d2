import type { Clock } from '@safiri/kernel';
import { member, sendHttp, textOf, type HttpAnswer } from './http.ts';
import type { MomoSettings } from './momo-settings.ts';

export type Product = 'collection' | 'disbursement';

export type AccessTokens = {
  /** A token of the product, or what stands in for the answer of the call that cannot be made without one. */
  get(product: Product): Promise<Got>;
  /** Forgets a token that MTN no longer takes; a newer one is kept. */
  forget(product: Product, token: string): void;
};

type Got = { readonly token: string } | { readonly missing: HttpAnswer };
type Known = { readonly token: string; readonly renewAt: Date };

/** A token is not used in its last minute: it would end on the way. */
const renewedBeforeEndSeconds = 60;
/** What MTN's tokens live when the answer does not say. */
const usualLifetimeSeconds = 3_600;

/** Tokens are asked for once for everybody who needs one, and used until shortly before they end. */
export function createAccessTokens(settings: MomoSettings, clock: Clock): AccessTokens {
  const known = new Map<Product, Known>();
  const onTheirWay = new Map<Product, Promise<Got>>();

  async function fetchToken(product: Product): Promise<Got> {
    const answer = await sendHttp({
      method: 'POST',
      // The slash at the end and the empty body are part of the interface.
      url: `${settings.baseUrl}/${product}/token/`,
      headers: {
        authorization: `Basic ${Buffer.from(`${settings.apiUser}:${settings.apiKey}`).toString('base64')}`,
        'ocp-apim-subscription-key': subscriptionKey(settings, product),
      },
      timeoutMilliseconds: settings.timeoutMilliseconds,
    });
    if (!answer.answered) return { missing: { answered: false, why: `token: ${answer.why}` } };
    // Credentials that MTN does not know: surely nothing is taken without them, and waiting does not help.
    if (answer.status === 401 || answer.status === 403) return { missing: answer };
    const token = textOf(member(answer.body, 'access_token'));
    if (answer.status !== 200 || token === undefined)
      return { missing: { answered: false, why: `token: HTTP ${answer.status}` } };
    const given = Number(textOf(member(answer.body, 'expires_in')));
    const lifetimeSeconds = given > 0 ? given : usualLifetimeSeconds;
    const renewAt = new Date(clock.now().getTime() + (lifetimeSeconds - renewedBeforeEndSeconds) * 1000);
    known.set(product, { token, renewAt });
    return { token };
  }

  return {
    get: async (product) => {
      const cached = known.get(product);
      if (cached !== undefined && clock.now() < cached.renewAt) return cached;
      const asked = onTheirWay.get(product) ?? fetchToken(product).finally(() => onTheirWay.delete(product));
      onTheirWay.set(product, asked);
      return await asked;
    },
    forget: (product, token) => {
      if (known.get(product)?.token === token) known.delete(product);
    },
  };
}

export function subscriptionKey(settings: MomoSettings, product: Product): string {
  return product === 'collection' ? settings.collectionKey : settings.disbursementKey;
}
