import type { Prover } from './prover.ts';

type Send = typeof fetch;
type Init = NonNullable<Parameters<Send>[1]> & { readonly headers: Readonly<Record<string, string>> };
export type ProvenFetch = (url: string, init: Init) => Promise<Response>;

export type ProofOptions = {
  /** Access token, or undefined for nobody. */
  readonly accessToken?: string | undefined;
  /** Proves the key of this device with each call: what the access token is bound to, or what pairs and signs in. */
  readonly prover?: Prover | undefined;
};

/** Sends who calls with each request, by the token alone or with a proof of its key; once more where only the clock was wrong. */
export function provenFetch(send: Send, { accessToken, prover }: ProofOptions): ProvenFetch {
  if (prover === undefined)
    return async (url, init) =>
      await send(url, {
        ...init,
        headers: { ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }), ...init.headers },
      });
  const sendProven: ProvenFetch = async (url, init) => {
    const dpop = await prover.prove({ method: init.method ?? 'GET', url, accessToken });
    const proven = { ...(accessToken === undefined ? {} : { authorization: `DPoP ${accessToken}` }), dpop };
    return await send(url, { ...init, headers: { ...proven, ...init.headers } });
  };
  return async (url, init) => {
    const response = await sendProven(url, init);
    const isRefused = response.status === 401 && response.headers.get('www-authenticate')?.startsWith('DPoP') === true;
    // Nothing was done yet: a proof is looked at before the body.
    return isRefused && prover.correct(response.headers.get('date')) ? await sendProven(url, init) : response;
  };
}
