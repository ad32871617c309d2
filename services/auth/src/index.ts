import { fileURLToPath } from 'node:url';
import type { JWK } from 'jose';
import { auditLogs, companyChanged, getNotificationSealingKeys, type Account } from '@safiri/contracts';
import {
  auditLog,
  createSealer,
  createSealing,
  createSecretSealer,
  on,
  type Authority,
  type MigrationSet,
  type Service,
  type ServiceDeps,
} from '@safiri/runtime';
import { ensureAccount, type NewAccount } from './accounts/ensure-account.ts';
import { createPasswordHasher } from './accounts/password-hasher.ts';
import { createKeyedHash } from './challenges/keyed-hash.ts';
import type { AuthConfig } from './config.ts';
import { listJwks } from './keys/list-jwks.ts';
import { openAccessKeys, type NextKey } from './keys/access-keys.ts';
import { jobs } from './jobs.ts';
import { listRevocationsSince } from './revocations/list-revocations.ts';
import { findPermissionSet } from './roles/permission-sets.ts';
import { privacyWork, republishErasures } from './privacy/work.ts';
import { routes } from './routes.ts';
import { onCompanyChanged } from './tenants/on-company-changed.ts';

export { AuthSettings, readAuthConfig, ServiceKeySettings } from './config.ts';
export type { AuthConfig } from './config.ts';
export type { NewAccount } from './accounts/ensure-account.ts';

export const authMigrations: MigrationSet = {
  schema: 'auth',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

export type AuthDeps = ServiceDeps & {
  readonly config: AuthConfig;
  /** Public halves of the keys by which services sign calls to one another. */
  readonly servicePublicKeys: readonly JWK[];
};

export type AuthService = Service & {
  readonly authority: Authority;
  /** Publishes the key that signs access tokens next; who is signed in stays so. */
  rotateKeys(): Promise<NextKey>;
  /** Makes an account unless its e-mail or phone has one; for accounts that come with an installation. */
  ensureAccount(account: NewAccount): Promise<Account>;
};

const hashesHelp = 'Who has a place in the queue of passwords to be hashed in this process; 32 have one at the most';

/** Accounts, passwords, guests, their sessions, and the tokens that say who somebody is. */
export async function createAuth(deps: AuthDeps): Promise<AuthService> {
  const keys = await openAccessKeys(deps.db, deps.config.KEY_ENCRYPTION_KEY, deps.clock);
  const sealing = createSealing('auth', deps);
  const { KEY_ENCRYPTION_KEY, PUBLIC_URL, BCRYPT_COST } = deps.config;
  const site = new URL(PUBLIC_URL);
  const ctx = {
    ...deps,
    keys,
    sealing,
    hasher: createPasswordHasher(BCRYPT_COST),
    keyedHash: createKeyedHash(KEY_ENCRYPTION_KEY),
    sealer: createSealer(KEY_ENCRYPTION_KEY),
    sealSecret: createSecretSealer(deps, getNotificationSealingKeys),
    site: { origin: site.origin, rpId: site.hostname },
  };
  const privacy = privacyWork(ctx);
  const acts = auditLog(auditLogs.auth, deps);
  return {
    name: 'auth',
    db: deps.db,
    routes: [...routes(ctx), ...acts.routes],
    sealing,
    consumers: [on(companyChanged, onCompanyChanged), ...privacy.consumers],
    jobs: [...jobs(ctx), ...privacy.jobs, ...acts.jobs],
    measure: async () => [{ name: 'safiri_password_hashes_waiting', help: hashesHelp, value: ctx.hasher.taken() }],
    republish: async () => await republishErasures(ctx),
    authority: {
      jwks: async () => listJwks(ctx),
      listRevocations: async (since) => await listRevocationsSince(ctx, since),
      permissionSet: async (hash) => await findPermissionSet(ctx, hash),
    },
    rotateKeys: async () => await keys.publishNext(),
    ensureAccount: async (account) => await ensureAccount(ctx, account),
  };
}
