import jsQR from 'jsqr';
import type { Locator } from 'playwright-core';
import { PNG } from 'pngjs';

/** What a scanner reads from the screen: the code of an element, decoded from its pixels. */
export async function readQr(element: Locator): Promise<string | undefined> {
  const { data, width, height } = PNG.sync.read(await element.screenshot());
  return jsQR.default(new Uint8ClampedArray(data), width, height)?.data;
}
