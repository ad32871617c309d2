import { reactRouter } from '@react-router/dev/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  build: {
    /** The security policy of the pages takes no data: addresses for scripts and styles, so nothing is inlined. */
    assetsInlineLimit: 0,
  },
});
