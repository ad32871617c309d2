import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays } from '@safiri/kernel';
import { tomorrow } from '../product/days.ts';
import { pollingPatience } from './open-browser.ts';

/** A driver picks the bus to Huye that they stand at, tomorrow's. */
export async function standAtTomorrowsBus(page: Page, departs: string): Promise<void> {
  await page.goto('/scan');
  await chooseTomorrowsBus(page, departs);
}

/** From the list of today's buses, which may name one that leaves at the same time. */
export async function chooseTomorrowsBus(page: Page, departs: string): Promise<void> {
  await page.getByRole('link', { name: 'Day after' }).click();
  // The address is tomorrow's a moment before the list is.
  await page.locator(`a[href*="date=${addDays(tomorrow, 1)}"]`).waitFor();
  await page.getByRole('link', { name: `${departs} Kigali, Nyabugogo bay S to Huye` }).click();
  await page.getByLabel('Text of the code').waitFor();
}

/** Answers what the page says in large letters and below it. The field is empty again when it has answered. */
export async function scan(page: Page, code: string): Promise<string> {
  const field = page.getByLabel('Text of the code');
  await field.fill(code);
  await page.getByRole('button', { name: 'Check ticket' }).click();
  await expect.poll(async () => await field.inputValue(), pollingPatience).toBe('');
  return await page.locator('[data-scan-result]').innerText();
}
