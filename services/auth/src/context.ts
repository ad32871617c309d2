import type { JWK } from 'jose';
import type { Sealer, Sealing, SealSecret, ServiceDeps } from '@safiri/runtime';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import type { KeyedHash } from './challenges/keyed-hash.ts';
import type { AuthConfig } from './config.ts';
import type { AccessKeys } from './keys/access-keys.ts';

export type Ctx = ServiceDeps & {
  readonly config: AuthConfig;
  readonly keys: AccessKeys;
  readonly sealing: Sealing | undefined;
  readonly hasher: PasswordHasher;
  /** Of codes and names that are looked for and never shown. */
  readonly keyedHash: KeyedHash;
  /** Of secrets that are read again. */
  readonly sealer: Sealer;
  /** Seals what notification is told in confidence. */
  readonly sealSecret: SealSecret;
  /** What passkeys are made for. */
  readonly site: { readonly origin: string; readonly rpId: string };
  readonly servicePublicKeys: readonly JWK[];
};
