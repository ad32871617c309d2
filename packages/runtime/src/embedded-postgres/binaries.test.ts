import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkLibraries } from './binaries.ts';

describe.skipIf(process.platform === 'win32')('the libraries of PostgreSQL', () => {
  let packageDir: string;

  beforeEach(() => {
    packageDir = mkdtempSync(join(tmpdir(), 'safiri-links-'));
    mkdirSync(join(packageDir, 'native/lib'), { recursive: true });
  });

  afterEach(() => rmSync(packageDir, { recursive: true, force: true }));

  test('are linked when the install script did not run, and left alone when it did', async () => {
    const links = [{ source: 'native/lib/libx.so.5.18', target: 'native/lib/libx.so.5' }];
    writeFileSync(join(packageDir, 'native/pg-symlinks.json'), JSON.stringify(links));
    writeFileSync(join(packageDir, 'native/lib/libx.so.5.18'), '');
    await linkLibraries(packageDir);
    await linkLibraries(packageDir);
    expect(readlinkSync(join(packageDir, 'native/lib/libx.so.5'))).toBe('libx.so.5.18');
  });

  test('need no list on a platform without links', async () => {
    await expect(linkLibraries(packageDir)).resolves.toBeUndefined();
  });
});
