/**
 * `npm run screens [-- address]`: pictures of the way from the first page to a ticket into docs/screens, on a phone and at
 * a desk, by day and by night, in two languages; of a product of its own or the one that runs at an address.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { desktop, openBrowser, phone, visit } from '../browser/open-browser.ts';
import { pagesForShow, type ShownPages } from '../product/pages-for-show.ts';
import { productForShow } from '../product/product-for-show.ts';

const folder = path.join(import.meta.dirname, '..', '..', 'docs', 'screens');
/** Whoever clones the project gets them all. */
const mostBytes = 150_000;

/** Two screens tell what a page is; lists go on below, and pictures of them weigh too much. */
const mostHeight = { phone: 1_480, desktop: 1_100 } as const;

/** Every page on every screen by day, and the other combinations where they show something else. */
const views = [
  { viewport: phone, device: 'phone', colorScheme: 'light', lang: 'en' },
  { viewport: phone, device: 'phone', colorScheme: 'dark', lang: 'fr' },
  { viewport: desktop, device: 'desktop', colorScheme: 'light', lang: 'fr' },
  { viewport: desktop, device: 'desktop', colorScheme: 'dark', lang: 'en' },
] as const;
type View = (typeof views)[number];

/** React has taken the page over. */
const isAwake = "Object.keys(document.querySelector('main')).some((key) => key.startsWith('__reactFiber'))";
/** For half a minute. */
const mostAsked = 600;
const toTheTop = `new Promise((resolve) => {
  document.activeElement.blur();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    scrollTo(0, 0);
    requestAnimationFrame(() => resolve(scrollY));
  }));
})`;

const product = await productForShow(process.argv[2]);
const browser = await openBrowser();
try {
  await mkdir(folder, { recursive: true });
  const shown = await pagesForShow(product.address);
  for (const view of views) await photograph(browser, { address: product.address, shown, view });
} finally {
  await browser.close();
  await product.end();
}

type Sitting = { readonly address: string; readonly shown: ShownPages; readonly view: View };

/** Asked from outside: pages let nobody evaluate text in them. */
async function untilAwake(page: Page): Promise<void> {
  for (let asked = 0; !(await page.evaluate(isAwake)); asked += 1) {
    if (asked === mostAsked) throw new Error(`${page.url()} was not taken over by its script`);
    await wait(50);
  }
}

async function photograph(camera: Browser, { address, shown, view }: Sitting): Promise<void> {
  const { viewport, device, colorScheme, lang } = view;
  const visitor = await visit(camera, address, { viewport, colorScheme });
  const { context, page } = visitor;
  await context.addCookies([{ name: 'safiri_session', value: shown.token, url: address }]);
  for (const name of ['home', 'results', 'seats', 'checkout', 'ticket'] as const) {
    const there = new URL(shown[name], address);
    there.searchParams.set('lang', lang);
    await page.goto(there.href);
    // Its script comes after it was painted: then the seat map is live, and the countdown runs.
    await untilAwake(page);
    if (name === 'seats') await page.getByRole('checkbox', { disabled: false }).first().check();
    const file = path.join(folder, `${name}-${device}-${colorScheme}-${lang}.png`);
    const height = Math.min(mostHeight[device], Number(await page.evaluate('document.documentElement.scrollHeight')));
    // What sticks to the foot of a window would lie across a picture that is longer.
    await page.setViewportSize({ width: viewport.width, height });
    // What was scrolled to be pressed settles first.
    await page.evaluate(toTheTop);
    await page.screenshot({ path: file });
    await page.setViewportSize(viewport);
    const { size } = await stat(file);
    if (size > mostBytes) throw new Error(`${file} has ${size} bytes, more than ${mostBytes}`);
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (width > viewport.width) throw new Error(`${there.pathname} scrolls sideways: ${width} px wide`);
    console.log(`${path.basename(file)}: ${Math.round(size / 1_000)} kB`);
  }
  await visitor.leave();
}
