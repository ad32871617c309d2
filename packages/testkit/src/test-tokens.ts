import { createHash } from 'node:crypto';
import { createLocalJWKSet, SignJWT } from 'jose';
import { newId, type Clock } from '@safiri/kernel';
import {
  permissionsByRole,
  type HeldPermission,
  type PermissionSet,
  type Role,
  type ServiceName,
} from '@safiri/contracts';
import {
  accessKeyPrefix,
  accessTokenAudience,
  accessTokenIssuer,
  createTokenVerifier,
  generateSigningKeyPem,
  nothingRevoked,
  serviceSigningKey,
  signingKeyFromPem,
  signServiceToken,
  type TokenVerifier,
} from '@safiri/runtime';

export type Holding = {
  readonly held: readonly HeldPermission[];
  readonly companyId: string | null;
  readonly subjectId?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
};

export type TestTokens = {
  readonly verifier: TokenVerifier;
  /** An access token of a guest; a new one unless `subjectId` is given. */
  guest(subjectId?: string): Promise<string>;
  /** Of a session that auth knows, where it is given. */
  customer(subjectId?: string, sessionId?: string): Promise<string>;
  /** Staff of a company, or of the platform when `companyId` is null. */
  staff(role: Role, companyId: string | null, subjectId?: string): Promise<string>;
  /** The same with permissions of one's own, each held where it says, and more claims. */
  staffHolding(holding: Holding): Promise<string>;
  /** Staff who signed in on a device whose key has this thumbprint. */
  onDevice(
    role: Role,
    companyId: string,
    on: { readonly deviceId: string; readonly thumbprint: string },
  ): Promise<string>;
  /** Of a service that calls of its own accord, or because of a user's request. */
  service(from: ServiceName, to: ServiceName, accessToken?: string): Promise<string>;
};

/** Signs tokens as auth would, with keys of this test's own; the verifier is the real one. */
export function createTestTokens(clock: Clock): TestTokens {
  const accessKey = signingKeyFromPem(generateSigningKeyPem(), accessKeyPrefix);
  const serviceKeys = new Map<ServiceName, ReturnType<typeof serviceSigningKey>>();
  const keyOf = (service: ServiceName): ReturnType<typeof serviceSigningKey> => {
    const known = serviceKeys.get(service) ?? serviceSigningKey(service, generateSigningKeyPem());
    serviceKeys.set(service, known);
    return known;
  };
  const sign = async (subjectId: string, claims: Record<string, unknown>): Promise<string> => {
    const now = Math.floor(clock.now().getTime() / 1000);
    return await new SignJWT({ sid: newId(), rev: 0, ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: accessKey.kid })
      .setIssuer(accessTokenIssuer)
      .setAudience(accessTokenAudience)
      .setSubject(subjectId)
      .setJti(newId())
      .setIssuedAt(now)
      .setExpirationTime(now + 3600)
      .sign(accessKey.privateKey);
  };
  const sets = new Map<string, PermissionSet>();
  const staffHolding: TestTokens['staffHolding'] = async ({ held, companyId, subjectId = newId(), claims }) => {
    const roles = createHash('sha256').update(JSON.stringify(held)).digest('base64url');
    sets.set(roles, { held: [...held] });
    const whose = companyId === null ? { platform: true } : { companyId };
    return await sign(subjectId, { kind: 'account', roles, ...whose, ...claims });
  };
  return {
    verifier: createTokenVerifier({
      keys: {
        getKey: async (header, token) =>
          await createLocalJWKSet({
            keys: [accessKey.publicJwk, ...[...serviceKeys.values()].map((key) => key.publicJwk)],
          })(header, token),
      },
      clock,
      revocations: nothingRevoked,
      readPermissionSet: async (hash) => sets.get(hash),
    }),
    guest: async (subjectId = newId()) => await sign(subjectId, { kind: 'guest' }),
    customer: async (subjectId = newId(), sid = newId()) => await sign(subjectId, { kind: 'account', sid }),
    staff: async (role, companyId, subjectId = newId()) =>
      await staffHolding({ held: permissionsByRole[role].map(heldEverywhere), companyId, subjectId }),
    staffHolding,
    onDevice: async (role, companyId, { deviceId, thumbprint }) =>
      await staffHolding({
        held: permissionsByRole[role].map(heldEverywhere),
        companyId,
        claims: { device: deviceId, cnf: { jkt: thumbprint } },
      }),
    service: async (from, to, accessToken) =>
      await signServiceToken({ key: keyOf(from), from, to, clock, accessToken }),
  };
}

function heldEverywhere(permission: string): HeldPermission {
  return { permission, everywhere: true, places: [] };
}
