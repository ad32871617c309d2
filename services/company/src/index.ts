import { fileURLToPath } from 'node:url';
import { auditLogs, companyOnboarded, companyStatusChanged, type Company, type FeedImport } from '@safiri/contracts';
import { auditLog, on, type MigrationSet, type Service, type ServiceDeps } from '@safiri/runtime';
import { companyOfAgency, listCompanies } from './companies/list-companies.ts';
import { onCompanyOnboarded, onCompanyStatusChanged } from './companies/on-tenant-news.ts';
import type { CompanyConfig } from './config.ts';
import { createContext } from './context.ts';
import { importFeed, type ImportRequest } from './feeds/import-feed.ts';
import { companyJobs } from './jobs.ts';
import { companyRoutes } from './routes.ts';
import { republish } from './snapshot/republish.ts';
import { dateTrips } from './trips/date-trips.ts';

export { CompanySettings, readCompanyConfig } from './config.ts';
export type { CompanyConfig } from './config.ts';
export type { ImportRequest } from './feeds/import-feed.ts';
export type { ImportProgress } from './feeds/progress.ts';
export { demoFeeds } from './gtfs/demo/demo-feeds.ts';
export type { DemoCompany, DemoFeed } from './gtfs/demo/demo-feeds.ts';

export const companyMigrations: MigrationSet = {
  schema: 'company',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

/** The service, and what commands ask of it without a request. */
export type CompanyService = Service & {
  /** Imports a feed and waits for its end; trips are dated by `dateTrips` or the job. Throws IMPORT_RUNNING. */
  readonly importFeed: (request: ImportRequest) => Promise<FeedImport>;
  /** Dates trips up to the sale horizon; answers how many were made. */
  readonly dateTrips: () => Promise<number>;
  /** The first hundred companies by name. */
  readonly listCompanies: () => Promise<readonly Company[]>;
  /** The company that an agency of a feed became. */
  readonly companyOfAgency: (feedName: string, agencyId: string) => Promise<Company | undefined>;
};

export function createCompany(deps: ServiceDeps & { readonly config: CompanyConfig }): CompanyService {
  const ctx = createContext(deps);
  const acts = auditLog(auditLogs.company, deps);
  return {
    name: 'company',
    db: deps.db,
    routes: [...companyRoutes(ctx), ...acts.routes],
    consumers: [on(companyOnboarded, onCompanyOnboarded), on(companyStatusChanged, onCompanyStatusChanged)],
    jobs: [...companyJobs(ctx), ...acts.jobs],
    republish: async () => await republish(ctx),
    importFeed: async (request) => await importFeed(ctx, request),
    dateTrips: async () => await dateTrips(ctx),
    listCompanies: async () => (await listCompanies(ctx, {})).companies,
    companyOfAgency: async (feedName, agencyId) => await companyOfAgency(ctx, feedName, agencyId),
  };
}
