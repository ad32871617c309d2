import { readStages, type Stage } from './dockerfile.ts';
import { findBase, type BaseImage } from './base-images.ts';

/** What a container starts from. */
export type Image = {
  readonly base: BaseImage;
  readonly user: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** What the Dockerfile puts into it, in its order. */
  readonly layers: readonly Layer[];
};

export type Layer =
  | { readonly kind: 'copy'; readonly sources: readonly string[]; readonly target: string }
  | { readonly kind: 'run'; readonly script: string }
  | { readonly kind: 'node'; readonly target: string }
  /** The checkout, as the stage of modules leaves it. */
  | { readonly kind: 'sources'; readonly target: string };

/** One of ours, by its stage of the Dockerfile; undefined where its base cannot be played here. */
export function ownImage(target: string): Image | undefined {
  const stage = readStages().find(({ name }) => name === target);
  if (stage === undefined) throw new Error(`The Dockerfile has no stage ${target}.`);
  const base = findBase(stage.base);
  return base === undefined ? undefined : imageOf(stage, base);
}

/** One of others; its user is who runs it unless the declaration says otherwise. */
export function otherImage(name: string): Image | undefined {
  const base = findBase(name);
  if (base === undefined) return undefined;
  return {
    base,
    user: Object.keys(base.users)[0] ?? '',
    folder: '/',
    environment: base.environment ?? {},
    command: base.command ?? [],
    layers: [],
  };
}

function imageOf(stage: Stage, base: BaseImage): Image {
  const textsOf = (word: string): string[] =>
    stage.instructions.filter((each) => each.word === word).map(({ text }) => text);
  const last = (word: string): string | undefined => textsOf(word).at(-1);
  const settings = textsOf('ENV').flatMap((text) => text.split(/\s+/).map((pair) => pair.split('=', 2)));
  const command = last('CMD');
  return {
    base,
    user: last('USER') ?? 'root',
    folder: last('WORKDIR') ?? '/',
    environment: {
      ...base.environment,
      ...Object.fromEntries(settings.map(([name = '', value = '']) => [name, value])),
    },
    command: command === undefined ? (base.command ?? []) : wordsOf(command),
    layers: [
      ...(stage.base.startsWith('node:') ? [{ kind: 'node' as const, target: '/usr/local/bin/node' }] : []),
      ...stage.instructions.flatMap(layerOf),
    ],
  };
}

function layerOf({ word, text }: Stage['instructions'][number]): Layer[] {
  if (word === 'RUN') return [{ kind: 'run', script: text }];
  if (word !== 'COPY') return [];
  const parts = text.split(/\s+/);
  const target = parts.at(-1) ?? '';
  if (parts[0] === '--from=modules') return [{ kind: 'sources', target }];
  if (parts[0]?.startsWith('--from=node:')) return [{ kind: 'node', target }];
  // The website that was built lies in the checkout already.
  if (parts[0]?.startsWith('--from=')) return [];
  return [{ kind: 'copy', sources: parts.slice(0, -1), target }];
}

function wordsOf(json: string): string[] {
  const words: unknown = JSON.parse(json);
  return Array.isArray(words) ? words.map(String) : [];
}
