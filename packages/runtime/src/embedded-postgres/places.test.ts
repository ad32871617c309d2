import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { preparePlaces } from './places.ts';
import { asServiceUser, readSystemUsers } from './run-as.ts';

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'programs in a folder closed to others',
  () => {
    let scratch: string;

    beforeEach(() => {
      scratch = mkdtempSync(join(tmpdir(), 'safiri-places-'));
      chmodSync(scratch, 0o711);
    });

    afterEach(() => rmSync(scratch, { recursive: true, force: true }));

    test('are copied once to the system folder, and run from there', async () => {
      const nativeDir = join(scratch, 'closed', 'native');
      mkdirSync(join(nativeDir, 'bin'), { recursive: true });
      chmodSync(join(scratch, 'closed'), 0o700);
      writeFileSync(join(nativeDir, 'bin', 'postgres'), '', { mode: 0o755 });
      const said: string[] = [];
      const request = {
        binaries: { nativeDir, version: '18.4.0', major: 18 },
        dataDir: join(scratch, 'data'),
        runAs: asServiceUser(await readSystemUsers(), []),
        systemDir: join(scratch, 'system'),
        say: (sentence: string) => void said.push(sentence),
      };
      const first = await preparePlaces(request);
      expect(first.binaries.nativeDir).toBe(join(scratch, 'system', 'postgresql-18.4.0'));
      expect(existsSync(join(first.binaries.nativeDir, 'bin', 'postgres'))).toBe(true);
      expect(await preparePlaces(request)).toEqual(first);
      expect(said).toHaveLength(1);
    });
  },
);
