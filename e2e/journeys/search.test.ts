import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser/axe.ts';
import { search, suggestion } from '../browser/buying.ts';
import { desktop, phone } from '../browser/open-browser.ts';
import { openStage } from '../browser/stage.ts';
import { findPlace, newGuest } from '../product/buyer.ts';
import { tomorrow } from '../product/days.ts';

const stage = openStage();

it('a place is found by its former name and with typing errors, by the keyboard alone', async () => {
  const { page } = await stage.visitor();
  await page.goto('/');
  const box = page.getByRole('combobox', { name: 'From' });
  const option = await suggestion(page, { field: 'From', typed: 'Butare', place: 'Huye' });
  expect(await option.innerText()).toContain('also Butare');
  await page.keyboard.press('ArrowDown');
  expect(await box.getAttribute('aria-activedescendant')).toBe('from-places-0');
  await page.keyboard.press('Enter');
  expect(await box.inputValue()).toBe('Huye');
  expect(await box.getAttribute('aria-expanded')).toBe('false');
  await page.getByRole('combobox', { name: 'To' }).pressSequentially('kmapala');
  await page.getByRole('option', { name: /Kampala.*Town, all stops/ }).waitFor();
  await page.keyboard.press('Escape');
  expect(await page.getByRole('listbox').count()).toBe(0);
});

it('results are filtered and sorted by their address, without script too', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page } = await stage.visitor({ javaScriptEnabled, viewport: javaScriptEnabled ? phone : desktop });
    await search(page, { from: 'Kigali', to: 'Huye', date: tomorrow });
    const all = await page.getByRole('article').count();
    await page.getByText('Filter and sort').click();
    await page.getByLabel('Before 6:00').check();
    await page.getByLabel('Order').selectOption('price');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByText('Filter and sort (1 filter)').waitFor();
    expect(new URL(page.url()).searchParams.getAll('time')).toEqual(['night']);
    const some = await page.getByRole('article').count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);
    await page.getByText('stops on the way').first().click();
    await page.getByText('Muhanga').first().waitFor();
    expect(await page.getByRole('navigation', { name: 'Other days' }).getByText('RWF').count()).toBeGreaterThan(0);
  }
});

it('results with filters, and where nothing leaves, can be used by everybody', async () => {
  const { page } = await stage.visitor();
  await search(page, { from: 'Kigali', to: 'Huye', date: tomorrow });
  await page.getByText('Filter and sort').click();
  await expectAccessible(page, 'search-filters');
  await search(page, { from: 'Huye', to: 'Mombasa', date: tomorrow });
  await page.getByRole('heading', { name: 'No bus on this day' }).waitFor();
  await expectAccessible(page, 'search-none');
});

it('search engines find a stop, the way from one to another and the company, each at one address', async () => {
  const { address } = stage.product;
  const client = await newGuest(address);
  const [kigali, huye] = [await findPlace(client, 'Kigali'), await findPlace(client, 'Huye')];
  const { page } = await stage.visitor();
  await page.goto(`/stops/an-older-name-${kigali.stopId}`);
  expect(new URL(page.url()).pathname).toBe(`/stops/kigali-nyabugogo-${kigali.stopId}`);
  expect(await structured(page)).toMatchObject({ '@type': 'BusStation', name: kigali.name });
  await expectAccessible(page, 'network-stop');
  await page.getByRole('link', { name: /Kigali, Nyabugogo Huye/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Buses from Kigali, Nyabugogo to Huye' }).waitFor();
  const buses = new URL(page.url()).pathname;
  expect(buses).toBe(`/buses/kigali-nyabugogo-${kigali.stopId}/huye-${huye.stopId}`);
  await page.reload();
  expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(`${address}${buses}`);
  const { itemListElement } = await structured(page);
  expect(itemListElement[0].item).toMatchObject({
    '@type': 'BusTrip',
    offers: { '@type': 'Offer', priceCurrency: 'RWF' },
  });
  await expectAccessible(page, 'network-buses');

  const companies = await locations(`${address}/sitemaps/companies-1.xml`);
  await page.goto(companies[0] ?? '');
  expect(await structured(page)).toMatchObject({ '@type': 'Organization' });
  await expectAccessible(page, 'network-company');
  const files = await locations(`${address}/sitemap.xml`);
  expect((await Promise.all(files.map(locations))).flat()).toContain(`${address}${buses}`);
  expect(await (await fetch(`${address}/robots.txt`)).text()).toContain(`Sitemap: ${address}/sitemap.xml`);
});

it('pages for everybody may be kept by caches, those of somebody by none', async () => {
  const { address } = stage.product;
  const [company = ''] = await locations(`${address}/sitemaps/companies-1.xml`);
  const first = await fetch(company);
  expect(first.headers.get('cache-control')).toContain('s-maxage=300');
  const etag = first.headers.get('etag') ?? '';
  const again = await fetch(company, { headers: { 'if-none-match': etag } });
  expect(again.status).toBe(304);
  // The page that is kept runs by the policy it came with.
  expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
  const withCookie = await fetch(company, { headers: { cookie: 'safiri_locale=fr' } });
  expect([withCookie.headers.get('cache-control'), withCookie.headers.get('etag')]).toEqual([
    'private, no-cache',
    null,
  ]);
  expect((await fetch(`${address}/my-tickets`)).headers.get('cache-control')).toBe('private, no-store');
});

async function structured(page: Page): Promise<ReturnType<typeof JSON.parse>> {
  return JSON.parse((await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '');
}

async function locations(sitemap: string): Promise<string[]> {
  const text = await (await fetch(sitemap)).text();
  return [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, location = '']) => location);
}
