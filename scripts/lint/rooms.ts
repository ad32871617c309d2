import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What kind of room a file lies in; the table of arrows is written in these words. */
export type RoomKind =
  | 'kernel'
  | 'contracts'
  | 'runtime'
  | 'client'
  | 'design'
  | 'ui-web'
  | 'testkit'
  | 'service'
  | 'simulator'
  | 'simulator kit'
  | 'platform'
  | 'client app'
  | 'e2e'
  | 'bench'
  | 'tooling';

export type Room = {
  kind: RoomKind;
  /** Folder from the root of the checkout, with `/`, e.g. services/qr. */
  folder: string;
  /** What others import it by. */
  packageName: string;
  /** The package's exports: `.`, `./openapi` … */
  doors: readonly string[];
};

const FOLDERS_OF_ROOMS = ['packages', 'services', 'apps', 'simulators'];
const ROOMS_AT_THE_ROOT = ['e2e', 'bench'];
const NAMED_PACKAGES: readonly RoomKind[] = ['kernel', 'contracts', 'runtime', 'client', 'design', 'ui-web', 'testkit'];

/** Everything outside the packages: scripts and configuration at the root. */
export const TOOLING: Room = { kind: 'tooling', folder: '', packageName: 'the scripts', doors: [] };

/** Every package of the house, as its package.json declares it. */
export function readRooms(root: string): Room[] {
  const nested = FOLDERS_OF_ROOMS.flatMap((parent) =>
    subfolders(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  return [...nested, ...ROOMS_AT_THE_ROOT].flatMap((folder) => {
    const manifest = readManifest(join(root, folder, 'package.json'));
    return manifest === undefined ? [] : [{ kind: kindOf(folder), folder, ...manifest }];
  });
}

export function roomOf(file: string, rooms: readonly Room[]): Room {
  return rooms.find((room) => file.startsWith(`${room.folder}/`)) ?? TOOLING;
}

function kindOf(folder: string): RoomKind {
  const [parent, name] = folder.split('/');
  if (parent === 'services') return 'service';
  if (parent === 'simulators') return name === 'kit' ? 'simulator kit' : 'simulator';
  if (parent === 'apps') return name === 'platform' ? 'platform' : 'client app';
  if (parent === 'e2e' || parent === 'bench') return parent;
  const kind = NAMED_PACKAGES.find((each) => each === name);
  if (kind === undefined) {
    throw new Error(
      `${folder} stands in no row of the table of arrows: add it to scripts/lint/rooms.ts and scripts/lint/arrows.ts.`,
    );
  }
  return kind;
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

function readManifest(file: string): { packageName: string; doors: string[] } | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
  if (typeof manifest !== 'object' || manifest === null || !('name' in manifest)) return undefined;
  const doors =
    'exports' in manifest && typeof manifest.exports === 'object' ? Object.keys(manifest.exports ?? {}) : [];
  return { packageName: String(manifest.name), doors };
}
