import { CompactEncrypt, importJWK } from 'jose';
import { sealedHeader, type sealingKeysOf, type SealingKeys, type ServiceName } from '@safiri/contracts/declaring';
import { DomainError, type Clock } from '@safiri/kernel';
import type { CallPeer } from '../peers.ts';
import { openJwe } from './open-jwe.ts';
import { createPayloadKeys } from './payload-keys.ts';
import type { SealingSettings } from './settings.ts';

/** What other services tell this one in confidence: they seal it to its published key, and outboxes and queues carry it unread. */
export type SecretBox = {
  published(): SealingKeys;
  open(sealed: string): Promise<unknown>;
};

/** Whether bodies are sealed is a setting; secrets in news always are. */
export function createSecretBox(
  service: ServiceName,
  deps: {
    readonly clock: Clock;
    readonly config: Pick<SealingSettings, 'KEY_ENCRYPTION_KEY' | 'PAYLOAD_KEY_GENERATION'>;
  },
): SecretBox {
  const { clock, config } = deps;
  const keys = createPayloadKeys(config.KEY_ENCRYPTION_KEY, `${service} news ${config.PAYLOAD_KEY_GENERATION}`);
  return {
    published: () => ({ now: clock.now().toISOString(), keys: [...keys.published(clock.now())] }),
    open: async (sealed) => await openJwe(sealed, keys, clock.now()),
  };
}

/** Seals a secret to the service that may read it. */
export type SealSecret = (secret: Readonly<Record<string, string>>) => Promise<string>;

/** A generation that was raised takes over this much later; a key that rotates is published weeks ahead. */
const freshMilliseconds = 10 * 60_000;

/**
 * Seals to the key that a service publishes by `operation`. While the service is away the key that is known does as long
 * as it is in use; before any is known, whatever needs one is UNAVAILABLE.
 */
export function createSecretSealer(
  deps: { readonly callPeer: CallPeer; readonly clock: Clock },
  operation: ReturnType<typeof sealingKeysOf<ServiceName>>,
): SealSecret {
  let known: { readonly keys: SealingKeys['keys']; readonly askedAt: number } = { keys: [], askedAt: 0 };
  const inUse = (): SealingKeys['keys'][number] | undefined => {
    const now = deps.clock.now().toISOString();
    return known.keys.find(({ useFrom, useUntil }) => useFrom <= now && now < useUntil);
  };
  return async (secret) => {
    const now = deps.clock.now().getTime();
    if (inUse() === undefined || now - known.askedAt > freshMilliseconds) {
      const answer = await deps.callPeer(operation, { params: {}, query: {}, body: undefined }, null);
      if (answer.ok) known = { keys: answer.value.keys, askedAt: now };
    }
    const key = inUse();
    if (key === undefined)
      throw new DomainError('UNAVAILABLE', 'No message can be sent just now. Repeat the request.', { retryAfter: 2 });
    return await new CompactEncrypt(Buffer.from(JSON.stringify(secret)))
      .setProtectedHeader({ ...sealedHeader, kid: key.kid })
      .encrypt(await importJWK(key, sealedHeader.alg));
  };
}
