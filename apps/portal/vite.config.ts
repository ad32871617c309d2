import { readFile } from 'node:fs/promises';
import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, transformWithOxc, type Plugin } from 'vite';

/** What every page needs, in two files: on a slow line each file more costs a round trip. */
const groups = [
  {
    name: 'frame',
    test: /node_modules[\\/](react|react-dom|react-router|scheduler|intl-messageformat|@formatjs|tslib)[\\/]/,
  },
  {
    name: 'house',
    test: /(packages[\\/]ui-web[\\/]|portal[\\/]app[\\/](ui[\\/]|messages[\\/]text|errors[\\/](error-|failed-)|appearance[\\/]scheme))/,
  },
];

export default defineConfig({
  plugins: [tailwindcss(), browserSource(), reactRouter()],
  build: {
    /** The security policy of the pages takes no data: addresses for scripts and styles, so nothing is inlined. */
    assetsInlineLimit: 0,
  },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
});

/** Hands a file out as text that browsers run: `import { source } from './worker.ts?browser-source'`. Types go, and so does what made it a module. */
function browserSource(): Plugin {
  const mark = '?browser-source';
  return {
    name: 'browser-source',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(mark)) return undefined;
      const file = id.slice(0, -mark.length);
      this.addWatchFile(file);
      const { code } = await transformWithOxc(await readFile(file, 'utf8'), file, { sourcemap: false });
      return `export const source = ${JSON.stringify(code.replace(/^export\s*\{\s*\};?\s*$/m, ''))};`;
    },
  };
}
