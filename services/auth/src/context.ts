import type { JWK } from 'jose';
import type { Sealing, SealSecret, ServiceDeps } from '@safiri/runtime';
import type { PasswordHasher } from './accounts/password-hasher.ts';
import type { AuthConfig } from './config.ts';
import type { AccessKeys } from './keys/access-keys.ts';

export type Ctx = ServiceDeps & {
  readonly config: AuthConfig;
  readonly keys: AccessKeys;
  readonly sealing: Sealing | undefined;
  /** Seals what notification alone may read. */
  readonly sealSecret: SealSecret;
  readonly hasher: PasswordHasher;
  readonly servicePublicKeys: readonly JWK[];
};
