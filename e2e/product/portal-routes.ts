import { newId } from '@safiri/kernel';

/** An address of the website, as its build lists it. */
export type PortalRoute = { readonly id: string; readonly address: string; readonly takesForms: boolean };

type BuiltRoute = {
  readonly id: string;
  readonly parentId?: string;
  readonly path?: string;
  readonly module: Readonly<Record<string, unknown>>;
};

/** Every route of the built website, its parameters filled with what nothing is called. */
export async function portalRoutes(): Promise<PortalRoute[]> {
  const build = new URL('../../apps/portal/build/server/index.js', import.meta.url);
  const { routes }: { routes: Readonly<Record<string, BuiltRoute>> } = await import(build.href);
  const pathOf = ({ path = '', parentId = '' }: BuiltRoute): string => {
    const parent = routes[parentId];
    return `${parent === undefined ? '' : pathOf(parent)}/${path}`.replaceAll(/\/+/g, '/');
  };
  return Object.values(routes)
    .filter(({ parentId }) => parentId !== undefined)
    .map((route) => ({
      id: route.id,
      address: filled(pathOf(route)),
      takesForms: typeof route.module['action'] === 'function',
    }));
}

function filled(path: string): string {
  return path
    .replaceAll(':tripId', '1')
    .replaceAll(':link', 'a'.repeat(22))
    .replaceAll(/:\w+\??/g, newId())
    .replace('*', 'nowhere');
}
