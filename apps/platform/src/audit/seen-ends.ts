import { readFile } from 'node:fs/promises';
import path from 'node:path';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { writeSafely } from '../secrets.ts';

/**
 * How far the audit logs were found to be as recorded: by service and company. In a file beside the secrets, where whoever
 * has the database does not reach.
 */
const Seen = Type.Record(
  Type.String(),
  Type.Record(Type.String(), Type.Object({ number: Type.Integer({ minimum: 1 }), hash: Type.String() })),
);
export type Seen = Static<typeof Seen>;

const validator = Compile(Seen);
const fileIn = (dataDir: string): string => path.join(dataDir, 'audit-seen.json');

/** Nothing before the first look. */
export async function readSeen(dataDir: string): Promise<Seen> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const seen: unknown = JSON.parse(text);
  if (!validator.Check(seen)) throw new Error(`${fileIn(dataDir)} is not what a look at the audit logs has written.`);
  return seen;
}

export async function writeSeen(dataDir: string, seen: Seen): Promise<void> {
  await writeSafely(fileIn(dataDir), JSON.stringify(seen, null, 2));
}
