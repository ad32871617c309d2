import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Platform } from '../compose.ts';

/** An account a newcomer may sign in with, in development only. */
export type DemoLogin = { readonly who: string; readonly identifier: string; readonly password: string };

const feedsFolder = fileURLToPath(new URL('../../../../services/company/demo-feed', import.meta.url));

/** Known to everybody who reads this: development accounts exist in development mode alone. */
const password = 'safiri-development';

/** Loads the demo network, shifted to today, and the development accounts. Repeating it changes nothing. */
export async function loadDemo(platform: Platform, say: (sentence: string) => void): Promise<DemoLogin[]> {
  const feeds = (await readdir(feedsFolder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  for (const feed of feeds) {
    const report = await platform.company.importFeed({
      feedName: feed,
      source: { folder: path.join(feedsFolder, feed) },
      shiftDates: true,
      onProgress: (progress) => say(`Demo network ${feed}: ${progress.step} ${progress.percent} %`),
    });
    if (report.status !== 'imported' && report.status !== 'unchanged')
      throw new Error(`The demo feed ${feed} was ${report.status}: ${JSON.stringify(report.problems.slice(0, 3))}`);
  }
  await platform.company.dateTrips();
  const companies = await platform.company.listCompanies();
  const logins: DemoLogin[] = [{ who: 'platform operator', identifier: 'operator@safiri.example', password }];
  await platform.auth.ensureAccount({
    identifier: 'operator@safiri.example',
    password,
    name: 'Platform operator',
    role: 'super-admin',
    companyId: null,
  });
  for (const company of companies) {
    const slug = company.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    for (const role of ['driver', 'company-admin'] as const) {
      const identifier = `${role === 'driver' ? 'driver' : 'admin'}@${slug}.example`;
      await platform.auth.ensureAccount({
        identifier,
        password,
        name: `${company.name} ${role === 'driver' ? 'driver' : 'admin'}`,
        role,
        companyId: company.companyId,
      });
      logins.push({ who: `${role} of ${company.name}`, identifier, password });
    }
  }
  return logins;
}
