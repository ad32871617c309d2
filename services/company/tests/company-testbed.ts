import { inject } from 'vitest';
import { Value } from 'typebox/value';
import type { EventDeclaration, FeedImport, PayloadOf } from '@safiri/contracts';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { createCompany, type CompanyService } from '../src/index.ts';
import { withFolder, type FeedFiles } from './small-feed.ts';

export type CompanyTestbed = Testbed & {
  readonly service: CompanyService;
  /** Imports files under the name `small`. */
  importFiles(files: FeedFiles, options?: { shiftDates?: boolean; feedName?: string }): Promise<FeedImport>;
  /** Rows of every table that an import writes, the report of the import excepted. */
  contents(): Promise<Record<string, unknown[]>>;
  /** Empties every table. */
  clear(): Promise<void>;
  /** Events since the last call, oldest first. */
  news(): Promise<readonly News[]>;
};

export type News = {
  readonly type: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly payload: unknown;
};

/** The typed client of the service, for whoever it was made. */
export type Client = ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;

/** The payloads of one kind of event, each checked against its contract. */
export function payloadsOf<Declared extends EventDeclaration>(
  news: readonly News[],
  declared: Declared,
): PayloadOf<Declared>[] {
  return news
    .filter((event) => event.type === declared.type)
    .map((event) => Value.Parse(declared.payload, event.payload) as PayloadOf<Declared>);
}

/** Monday, 08:00 in Kigali. */
export const monday = new Date('2026-03-02T06:00:00Z');

const importedTables = [
  'companies',
  'stops',
  'layouts',
  'buses',
  'routes',
  'patterns',
  'pattern_fares',
  'calendars',
  'scheduled_trips',
  'trips',
  'shapes',
  'names',
  'feeds',
];

/** The company service on a database of its own, three days ahead on sale. */
export async function openCompanyTestbed(saleHorizonDays = 3): Promise<CompanyTestbed> {
  const bed = await openTestbed({ service: 'company', postgres: inject('postgres'), startAt: monday });
  const service = createCompany({ ...bed.deps, config: { saleHorizonDays } });
  return {
    ...bed,
    service,
    importFiles: async (files, { shiftDates = false, feedName = 'small' } = {}) =>
      await withFolder(files, async (folder) => await service.importFeed({ feedName, source: { folder }, shiftDates })),
    contents: async () => {
      const tables = importedTables.map(
        async (table) => [table, await bed.admin(`select * from company.${table} order by 1`)] as const,
      );
      return Object.fromEntries(await Promise.all(tables));
    },
    clear: async () => {
      // Referring rows first. Deleting a few rows takes a tenth of the time that truncating the tables does.
      const tables = [
        'trips',
        'scheduled_trips',
        'pattern_fares',
        'patterns',
        'routes',
        'buses',
        'layouts',
        'stops',
        'companies',
        'calendars',
        'shapes',
        'names',
        'feeds',
        'feed_imports',
        'outbox',
      ];
      await bed.admin(tables.map((table) => `delete from company.${table};`).join(' '));
    },
    news: async () => {
      const events = await bed.outbox();
      await bed.admin('delete from company.outbox');
      return events;
    },
  };
}
