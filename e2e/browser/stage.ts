import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { startProduct, type Product } from '../product/start-product.ts';
import { openBrowser, visit, type Visitor } from './open-browser.ts';

/** One product and one browser for all journeys of a file: a start takes seconds. */
export type Stage = {
  readonly product: Product;
  /** Somebody new, who leaves with the test. The test fails when a page complained to them. */
  visitor(options?: BrowserContextOptions & { readonly token?: string }): Promise<Visitor>;
};

export function openStage(settings: Readonly<Record<string, string>> = {}): Stage {
  let product: Product | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(settings), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.remove();
  });
  const running = (): Product => {
    if (product === undefined) throw new Error('The product runs in tests, not before them');
    return product;
  };
  return {
    get product() {
      return running();
    },
    visitor: async ({ token, ...options } = {}) => {
      if (browser === undefined) throw new Error('The browser is open in tests, not before them');
      const visitor = await visit(browser, running().address, options);
      onTestFinished(async ({ task }) => {
        if (task.result?.state === 'fail') await showPages(visitor);
        await visitor.leave();
        expect(visitor.complaints, 'what pages complained about').toEqual([]);
      });
      if (token !== undefined)
        await visitor.context.addCookies([{ name: 'safiri_session', value: token, url: running().address }]);
      return visitor;
    },
  };
}

/** What stood before somebody when a test failed: the address and the words of each page. */
async function showPages({ context }: Visitor): Promise<void> {
  for (const page of context.pages()) {
    const words = await page.locator('body').innerText({ timeout: 5_000 }).catch(String);
    console.error(`At the end: ${page.url()}\n${words.slice(0, 2_000)}`);
  }
}
