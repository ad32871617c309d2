import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { shoot } from '../browser/open-browser.ts';
import { openStage } from '../browser/stage.ts';
import { tomorrow } from '../product/days.ts';

const stage = openStage();

const toHuye = `/search?from=Kigali&to=Huye&date=${tomorrow}`;

it('whoever chooses French on the first page goes on in French, its dates and its money', async () => {
  const { page } = await stage.visitor();
  await page.goto('/');
  expect(await languageOf(page)).toEqual(['en', 'ltr']);
  await page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name: 'Français' }).click();
  await page.getByRole('heading', { level: 1, name: 'Où la route vous mène-t-elle' }).waitFor();
  expect(await languageOf(page)).toEqual(['fr', 'ltr']);
  // The choice is remembered, so the address need not say it.
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await shoot(page, 'home-fr');
  await page.getByRole('combobox', { name: 'De' }).fill('Kigali');
  await page.getByRole('combobox', { name: 'À' }).fill('Huye');
  await page.getByLabel('Date').fill(tomorrow);
  await page.getByRole('button', { name: 'Chercher' }).click();
  await page.getByRole('heading', { level: 1, name: 'De Kigali, Nyabugogo à Huye' }).waitFor();
  await page.getByText(dayIn('fr')).first().waitFor();
  await page
    .getByText(/4\s000\sRWF/)
    .first()
    .waitFor();
  await shoot(page, 'results-fr');
  await page.getByRole('link', { name: 'de l’autobus de 05:30' }).click();
  await page.getByRole('group', { name: 'Choisissez vos sièges' }).waitFor();
  await page.getByRole('checkbox', { name: 'Siège 3A' }).check();
  await shoot(page, 'seats-fr');
  // Words that the pages before had no need of come with the page that has.
  await page.getByRole('button', { name: 'Garder les sièges' }).click();
  await page.getByRole('heading', { name: 'Qui voyage' }).waitFor();
  await page
    .getByText(/gardés pour vous jusqu’à|Sièges gardés jusqu’à/)
    .first()
    .waitFor();
  await shoot(page, 'order-fr');
});

it('without script too, and a page that does not exist is in the language chosen', async () => {
  const { page } = await stage.visitor({ javaScriptEnabled: false, locale: 'sw-TZ' });
  await page.goto('/');
  expect(await languageOf(page)).toEqual(['sw', 'ltr']);
  await page.getByRole('link', { name: 'Ikinyarwanda' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ugiye he?' }).waitFor();
  const answer = await page.goto('/no-such-page?x=1');
  await page.getByRole('heading', { level: 1, name: 'Iyi paji ntibaho' }).waitFor();
  expect(answer?.status()).toBe(404);
  expect(answer?.headers()).toMatchObject({ 'content-language': 'rw', vary: expect.stringMatching(/cookie/) });
  await page.goto(toHuye);
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Kigali, Nyabugogo to Huye' }).waitFor();
});

it('a search engine finds each language, and the browser loads one', async () => {
  const { page } = await stage.visitor({ locale: 'fr-RW' });
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (/\/(en|fr|rw|sw|front)-[^/]*\.js$/.test(request.url())) scripts.push(request.url());
  });
  await page.goto(toHuye);
  const alternates = page.locator('link[rel=alternate][hreflang]');
  expect(await hrefs(alternates)).toEqual([
    ...['en', 'fr', 'rw', 'sw'].map((language) => `${stage.product.address}${toHuye}&lang=${language}`),
    `${stage.product.address}${toHuye}`,
  ]);
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((address) => /\/(en|rw|sw)-/.test(address))).toEqual([]);
});

it.each(['en', 'fr', 'rw', 'sw'])(
  '%s: pages are drawn alike by server and browser, and fit a small phone',
  async (lang) => {
    const { page } = await stage.visitor();
    for (const [name, address] of pages) {
      await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await shoot(page, `${name}-${lang}`);
      expect(await tooWide(page), `${name} in ${lang}`).toEqual([]);
    }
  },
);

const pages = [
  ['home', '/'],
  ['results', toHuye],
  ['register', '/register'],
] as const;

async function languageOf(page: Page): Promise<(string | null)[]> {
  const html = page.locator('html');
  return [await html.getAttribute('lang'), await html.getAttribute('dir')];
}

/** As people of a language write tomorrow, with any space between. */
function dayIn(tag: string): RegExp {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  const day = new Intl.DateTimeFormat(tag, options).format(Date.parse(tomorrow));
  return new RegExp(day.replaceAll(/\s/g, String.raw`\s`));
}

async function hrefs(links: Locator): Promise<string[]> {
  return await Promise.all((await links.all()).map(async (link) => (await link.getAttribute('href')) ?? ''));
}

/** What sticks out of the page to the right. */
async function tooWide(page: Page): Promise<string[]> {
  return await page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);
}
