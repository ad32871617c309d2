import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { serviceNames } from '@safiri/contracts';
import { generateSigningKeyPem, queueSchema, serviceSigningKey } from '@safiri/runtime';

/** What must stay secret on this machine and survive restarts. Made once, at the first start, mode 600. */
const Secrets = Type.Object({
  /** Passwords of the running roles, by schema. */
  databasePasswords: Type.Record(Type.String(), Type.String({ minLength: 20 })),
  /** Ed25519 keys by which services sign calls to one another, PKCS #8 PEM, by service. */
  serviceKeys: Type.Record(Type.String(), Type.String()),
  /** Public halves of those before, which signed what is still to be verified. */
  retiredServiceKeys: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Array(
        Type.Object({
          kid: Type.String(),
          publicJwk: Type.Object({
            kty: Type.Literal('OKP'),
            crv: Type.Literal('Ed25519'),
            x: Type.String(),
          }),
          retiredAt: Type.String({ format: 'date-time' }),
        }),
      ),
    ),
  ),
  /** Encrypts private keys at rest: 32 bytes, base64. */
  keyEncryptionKey: Type.String({ minLength: 44, maxLength: 44 }),
  /** In the path of provider callbacks. */
  callbackSecret: Type.String({ minLength: 32 }),
});
export type Secrets = Static<typeof Secrets>;

const secretsFile = 'secrets.json';
const validator = Compile(Secrets);

export async function ensureSecrets(dataDir: string): Promise<Secrets> {
  const file = path.join(dataDir, secretsFile);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) {
    const secrets: unknown = JSON.parse(known);
    if (!validator.Check(secrets))
      throw new Error(
        `${file} is not a secrets file of this version. Restore it from a backup: without it the database cannot be opened.`,
      );
    return secrets;
  }
  const secrets: Secrets = {
    databasePasswords: Object.fromEntries(
      [...serviceNames, queueSchema].map((schema) => [schema, randomBytes(24).toString('base64url')]),
    ),
    serviceKeys: Object.fromEntries(serviceNames.map((service) => [service, generateSigningKeyPem()])),
    keyEncryptionKey: randomBytes(32).toString('base64'),
    callbackSecret: randomBytes(24).toString('base64url'),
  };
  await writeSafely(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

/**
 * Gives every service a new key. What the old ones signed stays verifiable: their public halves are kept. Nothing may run
 * meanwhile, which would go on signing with a key that is retired.
 */
export async function rotateServiceKeys(dataDir: string, now: Date): Promise<void> {
  const secrets = await ensureSecrets(dataDir);
  const retiredAt = now.toISOString();
  const retired = serviceNames.map((service) => {
    const { kid, publicJwk } = serviceSigningKey(service, secrets.serviceKeys[service] ?? '');
    const known = secrets.retiredServiceKeys?.[service] ?? [];
    const own = { kid, publicJwk: { kty: 'OKP', crv: 'Ed25519', x: publicJwk.x ?? '' } as const, retiredAt };
    return { service, keys: [...known, own] };
  });
  const rotated: Secrets = {
    ...secrets,
    serviceKeys: Object.fromEntries(serviceNames.map((service) => [service, generateSigningKeyPem()])),
    retiredServiceKeys: Object.fromEntries(retired.map(({ service, keys }) => [service, keys])),
  };
  await writeSafely(path.join(dataDir, secretsFile), JSON.stringify(rotated, null, 2));
}

/** Written whole or not at all: a half-written secrets file would lock the owner out of the database. */
export async function writeSafely(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
