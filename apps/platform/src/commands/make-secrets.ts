import { createHmac } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Type from 'typebox';
import { serviceNames } from '@safiri/contracts';
import { readSettings, rolesOf, serviceSigningKey } from '@safiri/runtime';
import { ensureBackupKey } from '@safiri/runtime/backups';
import { processEnvironment } from '@safiri/runtime/process';
import { exitSentence } from '../exit-sentence.ts';
import { ensureSecrets, type Secrets } from '../secrets.ts';

/** Every secret of a deployment, one folder for each who may read it: what containers are given as files. Safe to repeat. */
const SecretsSettings = Type.Object({
  SAFIRI_DATA_DIR: Type.String({ minLength: 1, description: 'folder of secrets.json, from which all others come' }),
  SECRETS_DIR: Type.String({ minLength: 1, description: 'folder in which each owner gets a folder of files' }),
  DATABASE_ADDRESS: Type.String({
    default: 'database:5432/safiri',
    description: 'host, port and name of the database',
  }),
  RABBITMQ_ADDRESS: Type.String({ default: 'rabbitmq:5672', description: 'host and port of RabbitMQ' }),
  REDIS_ADDRESS: Type.String({ default: 'redis:6379', description: 'host and port of Redis' }),
});

/** Besides what every service has. */
const own: Readonly<Record<string, readonly string[]>> = {
  auth: ['KEY_ENCRYPTION_KEY', 'SERVICE_PUBLIC_KEYS'],
  payment: ['KEY_ENCRYPTION_KEY', 'CALLBACK_SECRET'],
  qr: ['KEY_ENCRYPTION_KEY'],
  notification: ['KEY_ENCRYPTION_KEY'],
};

type Files = Readonly<Record<string, string>>;

try {
  const settings = readSettings(SecretsSettings, processEnvironment());
  const secrets = await ensureSecrets(settings.SAFIRI_DATA_DIR);
  const passwords = {
    database: derived(secrets, 'database'),
    rabbitmq: derived(secrets, 'rabbitmq'),
    redis: derived(secrets, 'redis'),
  };
  const brokerUrl = `amqp://safiri:${passwords.rabbitmq}@${settings.RABBITMQ_ADDRESS}`;
  const redisUrl = `redis://:${passwords.redis}@${settings.REDIS_ADDRESS}`;
  const databaseUrl = (role: string, password: string) => `postgres://${role}:${password}@${settings.DATABASE_ADDRESS}`;

  for (const service of serviceNames) {
    const all: Files = {
      ...keysOf(secrets),
      DATABASE_URL: databaseUrl(rolesOf(service).running, secrets.databasePasswords[service] ?? ''),
      BROKER_URL: brokerUrl,
      REDIS_URL: redisUrl,
      SIGNING_KEY: secrets.serviceKeys[service] ?? '',
      RETIRED_SIGNING_KEYS: JSON.stringify(secrets.retiredServiceKeys?.[service] ?? []),
    };
    const names = [
      'DATABASE_URL',
      'BROKER_URL',
      'REDIS_URL',
      'SIGNING_KEY',
      'RETIRED_SIGNING_KEYS',
      ...(own[service] ?? []),
    ];
    await put(settings.SECRETS_DIR, service, Object.fromEntries(names.map((name) => [name, all[name] ?? ''])));
  }
  await put(settings.SECRETS_DIR, 'migration', {
    MIGRATION_DATABASE_URL: databaseUrl('postgres', passwords.database),
    ROLE_PASSWORDS: JSON.stringify(secrets.databasePasswords),
  });
  await put(settings.SECRETS_DIR, 'database', { password: passwords.database });
  await ensureBackupKey(path.join(settings.SECRETS_DIR, 'database', 'backup.key'), 0o444);
  await put(settings.SECRETS_DIR, 'rabbitmq', { 'rabbitmq.conf': rabbitConfiguration(passwords.rabbitmq) });
  await put(settings.SECRETS_DIR, 'redis', { 'redis.conf': redisConfiguration(passwords.redis) });
  process.stdout.write(`Every secret is in ${settings.SECRETS_DIR}.\n`);
} catch (error) {
  const sentence = exitSentence(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

function keysOf(secrets: Secrets): Files {
  const keys = serviceNames.map((name) => serviceSigningKey(name, secrets.serviceKeys[name] ?? '').publicJwk);
  return {
    KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
    CALLBACK_SECRET: secrets.callbackSecret,
    SERVICE_PUBLIC_KEYS: JSON.stringify({ keys }),
  };
}

/** Passwords of servers follow from the one secret that is kept, so that there is nothing else to lose. */
function derived({ keyEncryptionKey }: Secrets, server: string): string {
  return createHmac('sha256', keyEncryptionKey).update(`password of ${server}`).digest('base64url');
}

/** Who has the folder reads it; its owner may be another user there. What is there already and right is left alone. */
async function put(root: string, owner: string, files: Files): Promise<void> {
  const folder = path.join(root, owner);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    const known = await readFile(file, 'utf8').catch(() => undefined);
    if (known !== text) await writeFile(file, text, { mode: 0o644 });
  }
}

function rabbitConfiguration(password: string): string {
  return `default_user = safiri
default_pass = ${password}
log.console = true
log.file = false
vm_memory_high_watermark.absolute = 700MB
disk_free_limit.absolute = 500MB
`;
}

/** Least used goes first when it is full; nothing is kept on a disk. */
function redisConfiguration(password: string): string {
  return `requirepass ${password}
bind 0.0.0.0
save ""
appendonly no
maxmemory 200mb
maxmemory-policy volatile-lru
dir /tmp
`;
}
