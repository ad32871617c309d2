import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { portalAssets, scriptsOfFirstLoad, weightOfPictures } from './portal-weight.ts';

/** What a page may cost whoever pays for their megabytes, in bytes: some seconds on a slow 3G line. */
const mostScript = 170_000;
const mostPictures = 100_000;

/** `npm test` builds the pages before, and counts a build that fails as a failure of its own. */
describe.skipIf(!existsSync(portalAssets))('the weight of built pages', () => {
  test.each(['search/home-page', 'search/results-page', 'seats/trip-page', 'order/order-page', 'ticket/ticket-page'])(
    'a first load of %s stays within its script',
    (routeId) => {
      const scripts = scriptsOfFirstLoad(routeId);
      const whole = [...scripts.values()].reduce((sum, each) => sum + each, 0);
      expect(whole, JSON.stringify(Object.fromEntries(scripts))).toBeLessThanOrEqual(mostScript);
    },
  );

  test('all pictures together are lighter than one page may be', () => {
    expect(weightOfPictures()).toBeLessThanOrEqual(mostPictures);
  });
});
