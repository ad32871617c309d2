import { basename } from 'node:path/posix';
import type { Room } from './rooms.ts';
import { roomOf } from './rooms.ts';

/** Names that say nothing about what is inside, so that everything ends up in them. */
const SAYS_NOTHING = ['common', 'shared', 'core', 'utils', 'helpers', 'misc', 'types'];
/** kebab-case, with suffixes: hold-seats.test.ts, entry.server.tsx, vite.config.ts. */
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
/** Names that React Router gives a meaning: parameters, layouts and splats of a route. */
const ROUTE_FILE = /^[\w$.()[\]-]+$/;

/** Why a file may not be called so; undefined when it is fine. `file` is its path from the root of the checkout. */
export function nameRefusal(file: string, rooms: readonly Room[]): string | undefined {
  for (const part of file.split('/')) {
    const stem = part.split('.')[0] ?? '';
    if (SAYS_NOTHING.includes(stem)) return `nothing is called ${stem}: name ${file} by what it holds.`;
  }
  const name = basename(file);
  const good = file.includes('/app/routes/') ? ROUTE_FILE : KEBAB;
  if (!good.test(name)) return `${name} is not in kebab-case: write small letters with hyphens between words.`;
  return barrelRefusal(file, rooms);
}

function barrelRefusal(file: string, rooms: readonly Room[]): string | undefined {
  if (basename(file) !== 'index.ts') return undefined;
  const room = roomOf(file, rooms);
  const isDoor =
    file === `${room.folder}/src/index.ts` ||
    room.doors.some((door) => file === `${room.folder}/src${door.slice(1)}/index.ts`);
  if (isDoor) return undefined;
  return `${file} is not a front door of ${room.packageName}: import the files themselves, and name this one by what it holds.`;
}
