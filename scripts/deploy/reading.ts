import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../tools.ts';

export const processes = ['auth', 'company', 'ticketing', 'payment', 'qr', 'notification', 'portal'] as const;

export type Tree = { readonly [key: string]: unknown };

/** A file of one document, with its merged parts in place. */
export function readYaml(file: string): Tree {
  return treeOf(parse(readFileSync(join(root, file), 'utf8'), { merge: true }));
}

/** Manifests of Kubernetes, which reads YAML 1.1: there 0440 is octal, and a bare `on` is true. */
export function readDocuments(file: string): Tree[] {
  return parseAllDocuments(readFileSync(join(root, file), 'utf8'), { version: '1.1' }).map((document) => {
    const [mistake] = [...document.errors, ...document.warnings];
    if (mistake !== undefined) throw mistake;
    return treeOf(document.toJS());
  });
}

export function filesIn(folder: string, end: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name))
    .toSorted();
}

export function exists(file: string): boolean {
  return existsSync(join(root, file));
}

export function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** What lies at the end of a path; undefined where it ends before. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => (Array.isArray(found) ? found[Number(key)] : treeOf(found)[key]), value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function texts(value: unknown): string[] {
  return listOf(value).map(String);
}

/** Settings of a process as its .env.example lists them: by a test of theirs exactly those that the code reads. */
export function settingsOf(process: string): { known: Set<string>; required: Set<string> } {
  const folder = process === 'portal' ? 'apps/portal' : `services/${process}`;
  const lines = readFileSync(join(root, folder, '.env.example'), 'utf8').split('\n');
  const settings = lines.flatMap((line) => {
    const { comment = '', name } = /^(?<comment>#?)(?<name>[A-Z][A-Z0-9_]*)=/.exec(line)?.groups ?? {};
    return name === undefined ? [] : [{ name, needed: comment === '' }];
  });
  return {
    known: new Set(settings.map(({ name }) => name)),
    required: new Set(settings.flatMap(({ name, needed }) => (needed ? [name] : []))),
  };
}

/** A setting's own name: `DATABASE_URL_FILE` hands over `DATABASE_URL`. */
export function settingName(name: string): string {
  return name.replace(/_FILE$/, '');
}
