import { fileURLToPath } from 'node:url';
import type { MigrationSet, Service } from '@safiri/runtime';
import { consumers } from './consumers.ts';
import type { Ctx } from './context.ts';
import { jobs } from './jobs.ts';
import { routes } from './routes.ts';
import { republishTickets } from './tickets/republish-tickets.ts';

export { readTicketingConfig } from './config.ts';
export type { TicketingConfig } from './config.ts';

export const ticketingMigrations: MigrationSet = {
  schema: 'ticketing',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

/** Sells seats: search, holds, orders, tickets. */
export function createTicketing(deps: Ctx): Service {
  return {
    name: 'ticketing',
    db: deps.db,
    routes: routes(deps),
    consumers: consumers(deps),
    jobs: jobs(deps),
    republish: async () => await republishTickets(deps.db),
  };
}
