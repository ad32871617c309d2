import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'sql');

/** A statement or script of bench/sql. */
export async function readSql(name: string): Promise<string> {
  return await readFile(join(folder, name), 'utf8');
}
