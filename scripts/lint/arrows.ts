import { dirname, join } from 'node:path/posix';
import { type Room, type RoomKind, roomOf } from './rooms.ts';

export type Import = {
  /** The importing file, from the root of the checkout. */
  file: string;
  /** What stands in quotes. */
  specifier: string;
  /** True when nothing of it is left at run time. */
  typeOnly: boolean;
};

type Arrow = {
  to: readonly RoomKind[];
  typesTo?: readonly RoomKind[];
  /** Single doors of rooms that are otherwise open for types only. */
  doorsTo?: readonly string[];
  because: string;
};

/** Who may import whom. Tests may import testkit besides, and what their room may use for types. */
const ARROWS: Readonly<Record<RoomKind, Arrow>> = {
  kernel: { to: [], because: 'the kernel stands below everything' },
  contracts: { to: ['kernel'], because: 'contracts are read by every side and depend on none' },
  client: { to: ['kernel', 'contracts'], because: 'the client runs wherever the contracts are read' },
  design: { to: [], because: 'colours and sizes depend on nothing' },
  'ui-web': { to: ['design'], because: 'a component gets its words and its facts from the page that draws it' },
  runtime: {
    to: ['kernel'],
    typesTo: ['contracts'],
    // How a contract is declared, without any contract: docs/decisions/0006-declaring-door.md.
    doorsTo: ['@safiri/contracts/declaring'],
    because: 'the runtime serves any contract and knows none',
  },
  testkit: {
    to: ['kernel', 'contracts', 'runtime', 'client'],
    because: 'every room tests with it, so it knows none of them',
  },
  service: {
    to: ['kernel', 'contracts', 'runtime'],
    because: 'a service never imports another one: read through ctx.peers, or hear its events',
  },
  'simulator kit': { to: ['kernel'], because: 'what simulators have in common knows none of them' },
  simulator: { to: ['kernel', 'simulator kit'], because: 'it plays a company outside, which has never seen our code' },
  platform: {
    to: ['kernel', 'contracts', 'runtime', 'client', 'service', 'client app'],
    because: 'the one process composes services through their front doors',
  },
  'client app': {
    to: ['kernel', 'contracts', 'client', 'design', 'ui-web'],
    because: 'a client app asks the services over HTTP',
  },
  e2e: {
    to: ['kernel', 'contracts', 'client', 'testkit', 'platform', 'simulator'],
    because: 'journeys use the product from outside',
  },
  bench: {
    to: ['kernel', 'contracts', 'runtime', 'client', 'testkit', 'platform', 'simulator'],
    because: 'a measurement uses the product from outside',
  },
  tooling: { to: ['kernel'], because: 'scripts run before the product does' },
};

/** Why the import is refused, as a sentence that says what to do; undefined when it is fine. */
export function arrowRefusal(imported: Import, rooms: readonly Room[]): string | undefined {
  const from = roomOf(imported.file, rooms);
  if (imported.specifier.startsWith('.')) return relativeRefusal(imported, from, rooms);
  if (!imported.specifier.startsWith('@safiri/')) return undefined;
  const packageName = imported.specifier.split('/').slice(0, 2).join('/');
  const target = rooms.find((room) => room.packageName === packageName);
  if (target === undefined)
    return `${packageName} is no package of this house: look at the names in packages/ and services/.`;
  return doorRefusal(imported.specifier, target) ?? directionRefusal(imported, from, target);
}

function relativeRefusal(imported: Import, from: Room, rooms: readonly Room[]): string | undefined {
  const path = join(dirname(imported.file), imported.specifier);
  const target = roomOf(path, rooms);
  if (target === from) return undefined;
  if (target.kind === 'tooling')
    return `${imported.specifier} leaves ${from.folder}: move what is needed into that package.`;
  return `${imported.specifier} enters ${target.folder} by the window: import it by name, ${target.packageName}, through one of its doors.`;
}

function doorRefusal(specifier: string, target: Room): string | undefined {
  const door = `.${specifier.slice(target.packageName.length)}`;
  if (target.doors.includes(door)) return undefined;
  const doors = target.doors.map((each) => target.packageName + each.slice(1)).join(', ');
  if (doors === '')
    return `${target.packageName} has no door: list one in the exports of ${target.folder}/package.json, or use it over HTTP.`;
  return `${specifier} is no door of ${target.packageName}: import from ${doors}, or list the door in its package.json.`;
}

function directionRefusal(imported: Import, from: Room, target: Room): string | undefined {
  if (from === target) return undefined;
  const arrow = ARROWS[from.kind];
  if (target.kind === 'testkit' && !arrow.to.includes('testkit')) {
    return isTestFile(imported.file)
      ? undefined
      : `${target.packageName} is for tests, e2e and bench only: move what is needed elsewhere.`;
  }
  if (arrow.to.includes(target.kind)) return undefined;
  if (arrow.typesTo?.includes(target.kind)) {
    return imported.typeOnly || arrow.doorsTo?.includes(imported.specifier) === true
      ? undefined
      : `${from.packageName} may use ${target.packageName} for types only: write \`import type\`.`;
  }
  const allowed = [...arrow.to, ...(arrow.typesTo ?? []).map((kind) => `${kind} (types only)`)].join(', ') || 'nothing';
  return `${from.packageName} may import ${allowed}, not ${target.packageName}: ${arrow.because}.`;
}

/** Tests stand beside what they test, or in folders of their own with what several of them need. */
export function isTestFile(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.split('/').some((folder) => folder === 'tests' || folder === 'testing');
}
