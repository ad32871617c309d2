import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Texts. Pictures and fonts are compressed by themselves. */
const compressible = /\.(js|css|svg|json|webmanifest)$/;

/** Lays `.br` and `.gz` beside each text of a folder, as small as they get: made once, and sent to everybody. */
export async function precompress(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names
      .filter((name) => compressible.test(name))
      .map(async (name) => {
        const file = join(folder, name);
        const text = await readFile(file);
        const [small, older] = await Promise.all([
          brotli(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
          zip(text, { level: 9 }),
        ]);
        await Promise.all([writeFile(`${file}.br`, small), writeFile(`${file}.gz`, older)]);
      }),
  );
}
