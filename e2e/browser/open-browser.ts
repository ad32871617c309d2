import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath, shotsFolder } from './browser-config.ts';

/** A page that takes longer is broken, also where two cores are shared with others. */
const patienceMilliseconds = 45_000;
/** The same for what is polled: an early look costs little. */
export const pollingPatience = { timeout: patienceMilliseconds, interval: 100 };

/** The phone most of our passengers hold. */
export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

/** No sandbox in a container, no graphics card, and nothing that a browser does by itself. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: chromiumPath,
    args: [...browserArguments],
  });
}

/** Somebody with a browser of their own: nothing is shared with other visitors. */
export type Visitor = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the pages complained about so far: thrown errors, and what a browser writes in red. */
  readonly complaints: readonly string[];
  leave(): Promise<void>;
};

export async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: address,
    viewport: phone,
    locale: 'en-GB',
    // Animations would be measured half-way; whoever asks for none gets none.
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(patienceMilliseconds);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    // An answer of 404 or 422 is written in red too, though the page expects it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  return { context, page: await context.newPage(), complaints, leave: async () => await context.close() };
}

/** Keeps a picture of the whole page when somebody asked for pictures. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (shotsFolder === undefined || shotsFolder === '') return;
  mkdirSync(shotsFolder, { recursive: true });
  await page.screenshot({ path: path.join(shotsFolder, `${name}.png`), fullPage: true });
}
