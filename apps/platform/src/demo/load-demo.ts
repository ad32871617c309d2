import { demoFeeds } from '@safiri/company';
import type { Platform } from '../compose.ts';

/** An account a newcomer may sign in with, in development only. */
export type DemoLogin = { readonly who: string; readonly identifier: string; readonly password: string };

/** Known to everybody who reads this: development accounts exist in development mode alone. */
const password = 'safiri-development';

type Say = (sentence: string) => void;

/** Loads the demo network, moved to today, and the development accounts. Repeating it changes nothing. */
export async function loadDemo(platform: Platform, say: Say): Promise<DemoLogin[]> {
  const companies = await loadNetwork(platform, say);
  const operator = { who: 'platform operator', identifier: 'operator@safiri.example', password };
  await platform.auth.ensureAccount({ ...operator, name: 'Platform operator', role: 'super-admin', companyId: null });
  const logins: DemoLogin[] = [operator];
  for (const { companyId, name } of companies) {
    const domain = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`;
    for (const [who, role] of [
      ['driver', 'driver'],
      ['admin', 'company-admin'],
    ] as const) {
      const login = { who: `${who} of ${name}`, identifier: `${who}@${domain}`, password };
      await platform.auth.ensureAccount({ ...login, name: `${name} ${who}`, role, companyId });
      logins.push(login);
    }
  }
  return logins;
}

async function loadNetwork({ company }: Platform, say: Say): Promise<{ companyId: string; name: string }[]> {
  const feeds = await demoFeeds();
  for (const feed of feeds) {
    const report = await company.importFeed({
      feedName: feed.name,
      source: { folder: feed.folder },
      shiftDates: true,
      fleets: feed.companies,
    });
    if (report.status !== 'imported' && report.status !== 'unchanged') {
      throw new Error(`Bug: the demo feed ${feed.name} was ${report.status}`);
    }
    if (report.status === 'imported') say(`Demo network: ${feed.name} loaded.`);
  }
  const dated = await company.dateTrips();
  if (dated > 0) say(`Demo network: ${dated} trips are on sale.`);
  const agencies = feeds.flatMap((feed) => feed.companies.map(({ agencyId }) => ({ feedName: feed.name, agencyId })));
  const companies = await Promise.all(
    agencies.map(async ({ feedName, agencyId }) => await company.companyOfAgency(feedName, agencyId)),
  );
  return companies.filter((each) => each !== undefined);
}
