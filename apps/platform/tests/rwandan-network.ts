import { demoFeeds, type createCompany } from '@safiri/company';
import { assert } from '@safiri/kernel';

/** Imports the smallest of the demo feeds and dates its trips. */
export async function loadRwandanNetwork(
  company: Pick<ReturnType<typeof createCompany>, 'importFeed' | 'dateTrips'>,
): Promise<void> {
  const feed = (await demoFeeds()).find(({ name }) => name.includes('rwanda'));
  assert(feed !== undefined, 'there is a feed of Rwanda');
  await company.importFeed({
    feedName: feed.name,
    source: { folder: feed.folder },
    shiftDates: true,
    fleets: feed.companies,
  });
  await company.dateTrips();
}
