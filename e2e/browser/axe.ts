import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { isLong } from './browser-config.ts';
import { desktop, phone, shoot } from './open-browser.ts';

type View = {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorSchemes: readonly ('light' | 'dark')[];
};

/** The rules that a colour scheme can break; the others see the same page in both. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * Widths change what is shown, schemes its colours: by night a phone is looked at, and a desk by day alone. The rules are a
 * second's work in each view: at a desk they are asked when there is time, and whether it scrolls sideways always.
 */
const views: readonly View[] = [
  { viewport: desktop, colorSchemes: isLong ? ['light'] : [] },
  { viewport: phone, colorSchemes: ['dark', 'light'] },
];

/** The page as it stands: nothing that axe calls wrong, and nothing that makes it scroll sideways. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  for (const { viewport, colorSchemes } of views) {
    await page.setViewportSize(viewport);
    for (const colorScheme of colorSchemes) {
      await page.emulateMedia({ colorScheme });
      const state = `${name}-${viewport.width}-${colorScheme}`;
      await shoot(page, state);
      expect(await violationsOf(page, colorScheme === 'dark' ? colourRules : undefined), state).toEqual([]);
    }
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
    expect(width, `${name} scrolls sideways`).toBeLessThanOrEqual(viewport.width);
  }
}

/** Each as "rule: where, where". */
async function violationsOf(page: Page, rules: string[] | undefined): Promise<string[]> {
  // Our pages have no frames: without the way into them, which opens a page beside, a check takes a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
