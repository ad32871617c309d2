import type { Page } from 'playwright-core';
import { newGuest } from '../product/buyer.ts';
import { busToHuye, checkedOut } from '../product/purchases.ts';

/** Straight to the seats of tomorrow's bus to Huye that leaves at this time. */
export async function openSeatMap(page: Page, address: string, departs: string): Promise<void> {
  const { tripId, from, to } = await busToHuye(await newGuest(address), departs);
  await page.goto(`/trips/${tripId}?from=${from.index}&to=${to.index}`);
  await page.getByRole('group', { name: 'Choose your seats' }).waitFor();
}

/** Somebody else takes seats of that bus, without a browser. */
export async function takeSeats(address: string, departs: string, seats: readonly number[]): Promise<void> {
  await checkedOut(await newGuest(address), { departs, seats });
}

export const seat = (page: Page, label: string) => page.getByRole('checkbox', { name: `Seat ${label}` });
export const takenSeat = (page: Page, label: string) => page.getByRole('checkbox', { name: `Seat ${label}, taken` });

/** The number by which the API knows a seat that is free. */
export async function numberOf(page: Page, label: string): Promise<number> {
  return Number(await seat(page, label).inputValue());
}
