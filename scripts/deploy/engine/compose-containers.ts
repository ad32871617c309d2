import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exists } from '../reading.ts';
import { root } from '../../tools.ts';
import type { ComposeService } from '../schemas/compose.ts';
import type { Declared, Scratch, Volume } from './declared.ts';
import { otherImage, ownImage } from './image.ts';

/** What Compose gives a container that does not say otherwise. */
const defaultGraceSeconds = 10;
const defaultSharedMemory = '64m';

/** A service of compose.yaml as a container; undefined where nothing here can play its image. */
export function composeContainer(
  [name, service]: readonly [string, ComposeService],
  volumesFolder: string,
): Declared | undefined {
  const image = service.build === undefined ? otherImage(filled(service.image)) : ownImage(service.build.target);
  if (image === undefined) return undefined;
  const limits = service.deploy?.resources.limits;
  return {
    name,
    image,
    command: service.command ?? [],
    environment: environmentOf(service),
    user: service.user ?? image.user,
    capabilities: service.cap_add ?? [],
    init: service.init,
    volumes: (service.volumes ?? []).map((volume) => volumeOf(volume, volumesFolder)),
    scratch: [
      { target: '/dev/shm', options: `size=${service.shm_size ?? defaultSharedMemory}` },
      ...service.tmpfs.map(scratchOf),
    ],
    limits: limits === undefined ? {} : { memoryBytes: bytesOf(limits.memory), processors: Number(limits.cpus) },
  };
}

export function graceSecondsOf(service: ComposeService): number {
  return service.stop_grace_period === undefined ? defaultGraceSeconds : secondsOf(service.stop_grace_period);
}

/** Of what is in the files: 10s, 2m. */
export function secondsOf(duration: string): number {
  const { count, unit = 's' } = /^(?<count>\d+)(?<unit>ms|s|m|h)$/.exec(duration)?.groups ?? {};
  return Number(count) * ({ ms: 0.001, s: 1, m: 60, h: 3_600 }[unit] ?? 1);
}

/** Of Compose and of Kubernetes: 512M, 512Mi. */
export function bytesOf(size: string): number {
  const { count, unit = '' } = /^(?<count>\d+)(?<unit>[kmgKMG]?)i?$/.exec(size)?.groups ?? {};
  return Number(count) * 1_024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase());
}

/** Files first, where they are; then what stands in compose.yaml itself. */
export function environmentOf({ env_file: files = [], environment = {} }: ComposeService): Record<string, string> {
  const lines = files
    .map(({ path }) => filled(path))
    .filter(exists)
    .flatMap((path) => readFileSync(join(root, path), 'utf8').split('\n'));
  const pairs = lines.flatMap((line) => {
    const { name, value } = /^(?<name>[A-Z]\w*)=(?<value>.*)$/.exec(line)?.groups ?? {};
    return name === undefined ? [] : [[name, value ?? '']];
  });
  const own = Object.entries(environment).map(([key, value]) => [key, filled(value)]);
  return Object.fromEntries([...pairs, ...own]);
}

/** With what Compose fills in when nothing is said in the environment. */
function filled(text: string): string {
  return text.replaceAll(/\$\{\w+:-(?<otherwise>[^}]*)\}/g, '$<otherwise>');
}

function volumeOf(volume: string, folder: string): Volume {
  const [source = '', target = '', rights] = volume.split(':');
  const lies = source.startsWith('./') ? join(root, source) : join(folder, source);
  if (source.startsWith('./') && !exists(source)) throw new Error(`${source} is not here.`);
  return { source: lies, target, readOnly: rights === 'ro' };
}

function scratchOf(text: string): Scratch {
  const [target = '', options] = text.split(':');
  return { target, options: options ?? 'size=1g' };
}
