import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing scrolls sideways, and nothing that can be pressed or typed into lies under something else that can. */
export async function expectRoomForAll(page: Page, state: string): Promise<void> {
  const found: { readonly tooWide: number; readonly widest: string; readonly covered: readonly string[] } =
    await page.evaluate(`(() => {
    const root = document.documentElement;
    const controls = [...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main select, main summary, header a, header button')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 2 && box.height > 2 && element.checkVisibility({ visibilityProperty: true }));
    const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    const isPinned = (element) => { for (let at = element; at; at = at.parentElement) if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) return true; return false; };
    const covered = [];
    for (const [at, one] of controls.entries())
      for (const other of controls.slice(at + 1))
        if (!one.element.contains(other.element) && isPinned(one.element) === isPinned(other.element) && overlap(one.box, other.box))
          covered.push(one.element.outerHTML.slice(0, 80) + ' / ' + other.element.outerHTML.slice(0, 80));
    // Words may stick out of a box that does not.
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let widest = '';
    while (words.nextNode()) {
      range.selectNodeContents(words.currentNode);
      if (range.getBoundingClientRect().right > root.clientWidth) widest = words.currentNode.parentElement.outerHTML.slice(0, 160);
    }
    return { tooWide: root.scrollWidth - root.clientWidth, widest, covered };
  })()`);
  expect(found, state).toEqual({ tooWide: expect.any(Number), widest: expect.any(String), covered: [] });
  expect(found.tooWide, `${state} scrolls sideways, for ${found.widest}`).toBeLessThanOrEqual(0);
}
