import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { pollingPatience } from './open-browser.ts';

/** The way from the first page to a ticket, by what a person reads on each page. With and without script. */
export type Trip = {
  readonly from: string;
  readonly to: string;
  readonly date: string;
  /** As clocks at the first stop show it: "16:30". */
  readonly departs: string;
};

export async function search(page: Page, { from, to, date }: Omit<Trip, 'departs'>): Promise<void> {
  await page.goto('/');
  await page.getByRole('combobox', { name: 'From' }).fill(from);
  await page.getByRole('combobox', { name: 'To' }).fill(to);
  await page.getByLabel('Date').fill(date);
  await page.getByRole('button', { name: 'Find buses' }).click();
  await page.getByRole('heading', { level: 1, name: ' to ' }).waitFor();
}

export type Typed = { readonly field: 'From' | 'To'; readonly typed: string; readonly place: string | RegExp };

/** A place that is suggested for what is typed, and typed again as one does while a page is still waking up. */
export async function suggestion(page: Page, { field, typed, place }: Typed): Promise<Locator> {
  const box = page.getByRole('combobox', { name: field });
  const option = page.getByRole('option', { name: place });
  await expect
    .poll(async () => {
      await box.fill('');
      await box.pressSequentially(typed);
      return await option.waitFor({ timeout: 2_000 }).then(
        () => 'suggested',
        () => 'not suggested',
      );
    }, pollingPatience)
    .toBe('suggested');
  return option;
}

export async function chooseTrip(page: Page, departs: string): Promise<void> {
  await page.getByRole('link', { name: `on the ${departs} bus of` }).click();
  await page.getByRole('group', { name: 'Choose your seats' }).waitFor();
}

export async function tickSeats(page: Page, seats: readonly string[]): Promise<void> {
  for (const seat of seats) await page.getByRole('checkbox', { name: `Seat ${seat}` }).check();
}

export async function hold(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Hold seats' }).click();
}

/** Search, trip, seats: to the page that asks who travels. Answers the order's address. */
export async function holdSeatsOf(page: Page, trip: Trip, seats: readonly string[]): Promise<string> {
  await search(page, trip);
  await chooseTrip(page, trip.departs);
  await tickSeats(page, seats);
  await hold(page);
  await whoTravels(page).waitFor();
  return new URL(page.url()).pathname;
}

export type Travellers = { readonly names: readonly string[]; readonly phone?: string; readonly email?: string };

export async function nameTravellers(page: Page, { names, phone, email }: Travellers): Promise<void> {
  for (const [index, name] of names.entries())
    await page.getByLabel(names.length === 1 ? 'Name' : `Name of passenger ${index + 1}`).fill(name);
  if (phone !== undefined) await page.getByLabel('Phone').fill(phone);
  if (email !== undefined) await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Go to payment' }).click();
  await page.getByRole('heading', { name: 'Pay for your tickets' }).waitFor();
}

export async function payFrom(page: Page, number: string): Promise<void> {
  await page.getByLabel('Number that pays').fill(number);
  await page.getByRole('button', { name: /^Pay / }).click();
}

/** The codes are there: as many as seats. Answers the secret of the private link. */
export async function untilTickets(page: Page, count: number): Promise<string> {
  await page.getByRole('heading', { name: count === 1 ? 'Your ticket' : `Your ${count} tickets` }).waitFor();
  await codes(page)
    .nth(count - 1)
    .waitFor();
  return new URL(page.url()).pathname.replace('/t/', '');
}

export const whoTravels = (page: Page) => page.getByRole('heading', { name: 'Who is travelling?' });
export const waiting = (page: Page) => page.getByRole('heading', { name: 'Approve the payment on your phone' });
export const codes = (page: Page) => page.getByRole('img', { name: 'Ticket code for the scanner' });
