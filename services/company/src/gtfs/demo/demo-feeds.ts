import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { assert } from '@safiri/kernel';
import Type from 'typebox';
import { Value } from 'typebox/value';
import { parseLayout } from '../layout/parse-layout.ts';
import type { ParsedLayout } from '../layout/parse-layout.ts';

export type DemoCompany = {
  /** agency_id in the feed. */
  readonly agencyId: string;
  /** What its trips are sold by until a bus is assigned. */
  readonly defaultLayout: ParsedLayout;
  /** All layouts of its fleet, the default among them. */
  readonly layouts: readonly ParsedLayout[];
  readonly buses: readonly { readonly plate: string; readonly layoutId: string }[];
};

export type DemoFeed = {
  /** The name it is imported under. */
  readonly name: string;
  /** Where its .txt files are: `readFeed({ folder })`. */
  readonly folder: string;
  readonly companies: readonly DemoCompany[];
};

const Layouts = Type.Object({ layouts: Type.Array(Type.Unknown()) });

const Companies = Type.Object({
  feeds: Type.Array(
    Type.Object({
      name: Type.String(),
      folder: Type.String(),
      companies: Type.Array(
        Type.Object({
          agencyId: Type.String(),
          defaultLayout: Type.String(),
          buses: Type.Array(Type.Object({ plate: Type.String(), layout: Type.String() })),
        }),
      ),
    }),
  ),
});

const demoFolder = new URL('../../../demo-feed/', import.meta.url);

/** The demonstration network with the fleets that stand beside its feeds. A mistake in these files is a bug. */
export async function demoFeeds(): Promise<DemoFeed[]> {
  const layouts = new Map((await readLayouts()).map((layout) => [layout.id, layout]));
  const layoutOf = (id: string): ParsedLayout => {
    const layout = layouts.get(id);
    assert(layout !== undefined, `companies.json names unknown layout ${id}`);
    return layout;
  };
  const { feeds } = Value.Parse(Companies, await readJson('companies.json'));
  return feeds.map(({ name, folder, companies }) => ({
    name,
    folder: fileURLToPath(new URL(folder, demoFolder)),
    companies: companies.map(({ agencyId, defaultLayout, buses }) => ({
      agencyId,
      defaultLayout: layoutOf(defaultLayout),
      layouts: [...new Set([defaultLayout, ...buses.map((bus) => bus.layout)])].map(layoutOf),
      buses: buses.map(({ plate, layout }) => ({ plate, layoutId: layout })),
    })),
  }));
}

async function readLayouts(): Promise<ParsedLayout[]> {
  const { layouts } = Value.Parse(Layouts, await readJson('layouts.json'));
  return layouts.map((drawing) => {
    const result = parseLayout(drawing);
    assert('layout' in result, `layouts.json: ${'mistakes' in result ? result.mistakes.join(' ') : ''}`);
    return result.layout;
  });
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(file, demoFolder), 'utf8'));
}
