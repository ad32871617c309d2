import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Opens a page and keeps its scripts back; what is answered lets them come and waits until they have taken the page over. */
export async function openAsleep(page: Page, path: string): Promise<() => Promise<void>> {
  const { promise: mayCome, resolve: letCome } = Promise.withResolvers<void>();
  const scripts = '**/assets/*.js';
  await page.route(scripts, async (route) => {
    await mayCome;
    await route.continue();
  });
  await page.addInitScript(`addEventListener('awake', () => document.body.classList.add('awake'))`);
  await page.goto(path);
  return async () => {
    letCome();
    await page.locator('body.awake').waitFor();
    await page.unroute(scripts);
  };
}

/** A press begins before the scripts come and ends after them: nothing has moved away under the finger. */
export async function wakesInPlace(page: Page, path: string): Promise<void> {
  const wake = await openAsleep(page, path);
  const asleep = await placesOf(page);
  await wake();
  expect(await placesOf(page), path).toEqual(asleep);
}

/** Of all that can be pressed or typed into. */
async function placesOf(page: Page): Promise<readonly string[]> {
  return await page.evaluate(`[...document.querySelectorAll('a, button, input, select, textarea, summary')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [element.textContent.trim() || element.name, ...[x, y + scrollY, width, height].map(Math.round)].join(' ');
  })`);
}
