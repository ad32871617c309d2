import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFolderDevice } from './folder-device.ts';
import { aDocument, provesToBeAFiscalDevice } from './testing/fiscal-conformance.ts';

async function openFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'fiscal-'));
}

provesToBeAFiscalDevice('a folder', async () => {
  const folder = await openFolder();
  return {
    device: openFolderDevice({ folder, device: 'counter-1' }),
    // A folder that is gone stands for one that cannot be written: tests may run as root, who can write anywhere.
    breakDown: async () => await rename(folder, `${folder}-away`),
    repair: async () => await rename(`${folder}-away`, folder),
    close: async () => await rm(folder, { recursive: true }),
  };
});

it('has one whole file a document, named by company and number, and nothing about who bought', async () => {
  const folder = await openFolder();
  const document = aDocument();
  const answer = await openFolderDevice({ folder, device: 'counter-1' }).submit(document);
  const name = `${document.companyId}-2026-000001`;
  expect(await readdir(folder)).toEqual([`${name}.json`]);
  const bytes = await readFile(join(folder, `${name}.json`));
  expect(JSON.parse(bytes.toString())).toEqual(document);
  const signature = createHash('sha256').update(bytes).digest('hex');
  expect(answer).toMatchObject({ kind: 'signed', number: name, device: 'counter-1', signature });
  expect(bytes.toString()).not.toMatch(/owner|link|mail|phone/i);
  await rm(folder, { recursive: true });
});

it('what a crash left of a file that was being written is no document', async () => {
  const folder = await openFolder();
  await writeFile(join(folder, '.0190.tmp'), '{"half":');
  expect(await openFolderDevice({ folder, device: 'f' }).submit(aDocument())).toMatchObject({ kind: 'signed' });
  expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toHaveLength(1);
  await rm(folder, { recursive: true });
});

it('a place that is no folder is unknown, with its reason', async () => {
  const folder = await openFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  const answer = await openFolderDevice({ folder: file, device: 'f' }).submit(aDocument());
  expect(answer).toEqual({ kind: 'unknown', detail: 'folder of fiscal documents: ENOTDIR' });
  await rm(folder, { recursive: true });
});
