import type { Config } from '@react-router/dev/config';

export default {
  ssr: true,
  /** The whole table of routes is smaller than one request that would ask for a part of it. */
  routeDiscovery: { mode: 'initial' },
  /**
   * React Router compares the whole origin with the address it was called at, scheme included, and so refuses every form
   * behind a proxy that ends TLS. Our own check (app/visit/origin-check.server.ts) compares hosts and Sec-Fetch-Site instead.
   */
  allowedActionOrigins: ['**'],
} satisfies Config;
