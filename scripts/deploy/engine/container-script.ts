import { join } from 'node:path';
import { root } from '../../tools.ts';
import type { Declared } from './declared.ts';
import type { Image, Layer } from './image.ts';

/** What lays a container out and becomes its first process: calls of container.sh. */
export function containerScript(
  declared: Declared,
  place: {
    readonly folder: string;
    readonly hidden: string;
    readonly hosts: string;
    readonly address: string;
    readonly doors: readonly string[];
  },
): string {
  const { name, image, volumes, scratch } = declared;
  const lines = [
    `source ${quoted(join(root, 'scripts/deploy/engine/container.sh'))}`,
    `ROOT=${quoted(join(place.folder, 'root'))} LAYER=${quoted(join(place.folder, 'layer'))}`,
    // Whoever lays the cable is told, and tells back.
    'echo >&3; exec 3>&-; read -r _; exec </dev/null',
    'begin',
    ...filesOf(image, place.hosts),
    ...image.layers.map((layer) => lineOf(layer, place.hidden)),
    ...scratch.map(({ target, options }) => call('scratch', target, options)),
    ...volumes.map(({ source, target, readOnly }) => call('volume', source, target, readOnly ? 'ro' : 'rw')),
    call('connect', place.address, name),
    'seal',
    ...place.doors.map((door) => `echo 0 >${quoted(door)}`),
    `exec ${['chroot', '"$ROOT"', ...asItself(declared, firstProcess(declared)).map(quoted)].join(' ')}`,
  ];
  return lines.join('\n');
}

/** A command with its environment, folder, user and rights, and nothing else. */
export function asItself(declared: Declared, command: readonly string[]): string[] {
  const { image, environment, user, capabilities } = declared;
  const settings = Object.entries({ ...image.environment, ...environment }).map(([key, value]) => `${key}=${value}`);
  const [userId, groupId] = idsOf(user, image);
  const rights = ['-all', ...capabilities.map((each) => `+${each.toLowerCase()}`)].join(',');
  const fresh = ['/usr/bin/env', '--ignore-environment', `--chdir=${image.folder}`, ...settings];
  const who = [`--reuid=${userId}`, `--regid=${groupId}`, '--clear-groups', '--no-new-privs'];
  const may = [`--inh-caps=${rights}`, '--ambient-caps=-all', `--bounding-set=${rights}`];
  // Whoever changes user is no longer ended with who started it, unless that is said again.
  return [...fresh, '/usr/bin/setpriv', ...who, ...may, '--pdeathsig=KILL', ...command];
}

/** Hands signals on and ends as its child does. */
const init = `
for signal in TERM INT QUIT; do trap "kill -$signal \\$child" "$signal"; done
"$@" & child=$!
while :; do wait "$child"; code=$?; kill -0 "$child" 2>/dev/null || exit "$code"; done`;

function firstProcess({ command, image, ...declared }: Declared): readonly string[] {
  const whole = [...(image.base.entry ?? []), ...(command.length > 0 ? command : image.command)];
  return declared.init ? ['/bin/sh', '-c', init, 'init', ...whole] : whole;
}

function filesOf({ base }: Image, hosts: string): string[] {
  const users = Object.entries({ root: 0, ...base.users });
  const passwd = users.map(([name, id]) => `${name}:x:${id}:${id}::/:/bin/sh\n`).join('');
  const groups = users.map(([name, id]) => `${name}:x:${id}:\n`).join('');
  const file = (path: string, text: string): string => `${call('text', path)} <<<${quoted(text)}`;
  const owned = Object.entries(base.owners ?? {}).map(([folder, owner]) =>
    call('run', `install -d -o ${owner} -g ${owner} ${folder}`),
  );
  return [
    file('/etc/passwd', passwd),
    file('/etc/group', groups),
    file('/etc/hosts', hosts),
    file('/etc/resolv.conf', ''),
    ...owned,
  ];
}

function lineOf(layer: Layer, hidden: string): string {
  switch (layer.kind) {
    case 'copy':
      return call('copy', ...layer.sources.map((source) => join(root, source)), layer.target);
    case 'run':
      return call('run', layer.script);
    case 'node':
      return call('program', process.execPath, layer.target);
    case 'sources':
      return call('sources', hidden, root.replace(/\/$/, ''), layer.target);
  }
}

function idsOf(user: string, { base }: Image): [number, number] {
  const [first = '', second = first] = user.split(':');
  const idOf = (word: string): number => (word === 'root' ? 0 : (base.users[word] ?? Number(word)));
  return [idOf(first), idOf(second)];
}

function call(...words: readonly string[]): string {
  return [words[0], ...words.slice(1).map(quoted)].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
