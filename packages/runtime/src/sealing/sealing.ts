import { CompactEncrypt, importJWK } from 'jose';
import { Compile } from 'typebox/compile';
import { DomainError, type Clock } from '@safiri/kernel';
import {
  sealedHeader,
  SealedRequest,
  type SealedAnswer,
  type ServiceName,
  type SealingKeys,
} from '@safiri/contracts/declaring';
import type { Database } from '../database/connect.ts';
import { invalid, openJwe } from './open-jwe.ts';
import { noteOpened } from './opened-bodies.ts';
import { createPayloadKeys, type PayloadKeys } from './payload-keys.ts';
import type { SealingSettings } from './settings.ts';

/** A body sealed longer ago than this is refused: a slow line takes seconds. */
const oldestSeconds = 240;
/** As far as a caller's clock, set by ours, may be ahead of ours. Together with the above: five minutes. */
const aheadSeconds = 60;

/** What a request was sent as; a body that was sealed for another is refused. */
export type SentAs = { readonly method: string; readonly address: string };

export type OpenedBody = { readonly body: unknown; seal(answer: SealedAnswer): Promise<string> };

/** Opens the sealed bodies of a service's callers, each once, and seals what they are answered. */
export type Sealing = {
  published(): SealingKeys;
  open(sealed: string, sentAs: SentAs): Promise<OpenedBody>;
};

/** Undefined while sealing is off. */
export function createSealing(
  service: ServiceName,
  deps: { readonly db: Database; readonly clock: Clock; readonly config: SealingSettings },
): Sealing | undefined {
  const { db, clock, config } = deps;
  if (config.PAYLOAD_ENCRYPTION === 'off') return undefined;
  const keys = createPayloadKeys(config.KEY_ENCRYPTION_KEY, `${service} ${config.PAYLOAD_KEY_GENERATION}`);
  return {
    published: () => ({ now: clock.now().toISOString(), keys: [...keys.published(clock.now())] }),
    open: async (sealed, sentAs) => {
      const content = await openRequest(sealed, keys, clock.now());
      if (content.method !== sentAs.method || content.address !== sentAs.address)
        throw invalid('This body was sealed for another operation.');
      const age = clock.now().getTime() / 1000 - content.iat;
      if (age > oldestSeconds || age < -aheadSeconds)
        throw new DomainError('SEALED_BODY_STALE', 'This body was sealed too long ago, or by a clock that is wrong.');
      const seal = await sealerTo(content);
      if (!(await noteOpened(db, content.jti)))
        throw new DomainError('SEALED_BODY_REPLAYED', 'This body was sent before. Seal each request anew.');
      return { body: content.body, seal };
    },
  };
}

const contentValidator = Compile(SealedRequest);
async function openRequest(sealed: string, keys: PayloadKeys, now: Date): Promise<SealedRequest> {
  const content = await openJwe(sealed, keys, now);
  if (!contentValidator.Check(content)) throw invalid();
  return content;
}

async function sealerTo({ replyKey }: SealedRequest): Promise<OpenedBody['seal']> {
  const key = await importJWK(replyKey, sealedHeader.alg).catch(() => {
    throw invalid('The key to answer to is no point of P-256.');
  });
  return async (answer) =>
    await new CompactEncrypt(Buffer.from(JSON.stringify(answer))).setProtectedHeader(sealedHeader).encrypt(key);
}
