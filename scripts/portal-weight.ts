import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './tools.ts';

export const portalAssets = join(root, 'apps', 'portal', 'build', 'client', 'assets');

type Manifest = {
  readonly entry: ManifestModule;
  readonly routes: Readonly<Record<string, (ManifestModule & { readonly parentId?: string }) | undefined>>;
};
type ManifestModule = { readonly module: string; readonly imports: readonly string[] };

/** The script that a browser fetches at its first sight of a page, compressed, in bytes by file. */
export function scriptsOfFirstLoad(routeId: string): ReadonlyMap<string, number> {
  const names = readdirSync(portalAssets).filter((name) => name.endsWith('.js'));
  const manifestName = nameOfManifest(names);
  const manifest = readManifest(manifestName);
  const files = new Set([manifestName, ...wordsFor(routeId, names), ...modulesOf(manifest, routeId)]);
  return new Map([...files].map((name) => [name, weightOf(name)]));
}

/** Beside the route's own modules come the words of one language: the longest one's, in full but for pages in front. */
function wordsFor(routeId: string, names: readonly string[]): string[] {
  const wanted = isInFront.test(routeId) ? [/^front-/] : [/^front-/, /^(en|fr|rw|sw)-/];
  return wanted.map((pattern) => heaviest(names.filter((name) => pattern.test(name))));
}

/** What app/messages/catalogues.ts calls front pages. */
const isInFront = /^(search\/(home|results)|seats\/trip)-page$/;

function heaviest(names: readonly string[]): string {
  const [first] = names.toSorted((one, other) => weightOf(other) - weightOf(one));
  if (first === undefined) throw new Error('The build has no file of words where one was expected');
  return first;
}

/** All pictures of the build, in bytes. */
export function weightOfPictures(): number {
  return readdirSync(portalAssets)
    .filter((name) => /\.(svg|png|webp|avif|jpe?g)$/.test(name))
    .reduce((sum, name) => sum + statSync(join(portalAssets, name)).size, 0);
}

function readManifest(name: string): Manifest {
  const text = readFileSync(join(portalAssets, name), 'utf8');
  const manifest: Manifest = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
  return manifest;
}

/** Of the page, of the frames around it, and of what starts them. */
function modulesOf(manifest: Manifest, routeId: string): string[] {
  const modules: ManifestModule[] = [manifest.entry];
  for (let id: string | undefined = routeId; id !== undefined; id = manifest.routes[id]?.parentId) {
    const route = manifest.routes[id];
    if (route === undefined) throw new Error(`The portal has no route ${id}`);
    modules.push(route);
  }
  return modules
    .flatMap(({ module, imports }) => [module, ...imports])
    .map((address) => address.slice(address.lastIndexOf('/') + 1));
}

function weightOf(name: string): number {
  const sent = join(portalAssets, `${name}.br`);
  if (!existsSync(sent)) throw new Error(`${sent} is missing: run npm run build`);
  return statSync(sent).size;
}

/** React Router's list of modules; a route of ours may be called manifest too. */
function nameOfManifest(names: readonly string[]): string {
  const found = names.find(
    (name) =>
      name.startsWith('manifest-') &&
      readFileSync(join(portalAssets, name), 'utf8').startsWith('window.__reactRouterManifest'),
  );
  if (found === undefined) throw new Error('The build has no manifest');
  return found;
}
