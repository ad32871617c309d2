import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { serviceNames } from '@safiri/contracts';
import { generateSigningKeyPem, queueSchema } from '@safiri/runtime';

/** What must stay secret on this machine and survive restarts. Made once, at the first start, mode 600. */
const Secrets = Type.Object({
  /** Passwords of the running roles, by schema. */
  databasePasswords: Type.Record(Type.String(), Type.String({ minLength: 20 })),
  /** Ed25519 keys by which services sign calls to one another, PKCS #8 PEM, by service. */
  serviceKeys: Type.Record(Type.String(), Type.String()),
  /** Encrypts private keys at rest: 32 bytes, base64. */
  keyEncryptionKey: Type.String({ minLength: 44, maxLength: 44 }),
  /** In the path of provider callbacks. */
  callbackSecret: Type.String({ minLength: 32 }),
});
export type Secrets = Static<typeof Secrets>;

const validator = Compile(Secrets);

export async function ensureSecrets(dataDir: string): Promise<Secrets> {
  const file = path.join(dataDir, 'secrets.json');
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
