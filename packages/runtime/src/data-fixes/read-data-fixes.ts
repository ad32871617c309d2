import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One statement that mends at most `{batch}` of the rows that still need it, as the service itself. */
export type DataFix = { readonly name: string; readonly text: string; readonly hash: string };

/** The fixes of a folder, which need not be there. */
export async function readDataFixes(folder: string): Promise<DataFix[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.sql')).toSorted();
  return await Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(folder, file), 'utf8');
      // Without a bound it would lock everything at once, and never end when it changes what it has changed.
      if (!text.includes('limit {batch}')) throw new Error(`${path.join(folder, file)} says nowhere "limit {batch}".`);
      return { name: file.slice(0, -'.sql'.length), text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}
