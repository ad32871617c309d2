import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, localDate, systemClock } from '@safiri/kernel';
import type { TripOffer } from '@safiri/contracts';
import { agreeWithTheWallet, nothingContradicts } from '../product/true-books.ts';
import { holdAndCheckOut, newGuest, offersBetween, pay, untilSettled } from '../product/buyer.ts';
import { startProduct, type Product } from '../product/start-product.ts';

const buyers = 200;
/** The process is killed when this many buyers have asked for money: some wait for their wallet, some have not begun. */
const killAfterAttempts = 80;
/** Wallets that behave, and those whose answers are doubled, lost, early, or hidden behind an error (simulators/momo/README.md). */
const payers = [
  '250788123456',
  '250788000000',
  '250788000001',
  '250788000005',
  '250788000006',
  '250788000007',
  '250788000008',
  '250788000010',
  '250788000016',
];

let product: Product;
let offers: TripOffer[];

beforeAll(async () => {
  // All of them behind one address, as behind a carrier's.
  product = await startProduct({ MOST_HOLDS_PER_ADDRESS: '10000' });
  const guest = await newGuest(product.address);
  const date = addDays(localDate(systemClock.now(), 'Africa/Kigali'), 1);
  offers = await offersBetween(guest, { from: 'Kigali', to: 'Huye', date });
  if (offers.length < 6) throw new Error('too few departures to spread 200 buyers over');
});
afterAll(async () => await product.remove());

it('killed amid 200 purchases and started again, the product owes nobody anything and sold no seat twice', async () => {
  let attempts = 0;
  let killed: Promise<void> | undefined;
  const killOnce = (): void => {
    attempts += 1;
    if (attempts === killAfterAttempts) killed = product.kill().then(async () => await product.startAgain());
  };
  const outcomes = await Promise.all(
    Array.from({ length: buyers }, async (_buyer, index) => await buy(index, killOnce)),
  );
  expect(killed, 'the process was killed').toBeDefined();
  await killed;

  const bought = outcomes.filter((outcome) => outcome !== 'taken');
  expect(bought.length).toBeGreaterThan(100);
  const databaseUrl = await product.databaseUrl();
  await nothingContradicts(databaseUrl);
  await agreeWithTheWallet(databaseUrl, product.simulator);
});

/** One buyer, who takes another seat when the first is gone, and repeats every call that is not answered. */
async function buy(index: number, onAttempt: () => void): Promise<string> {
  const client = await newGuest(product.address);
  const offer = offers[index % offers.length];
  if (offer === undefined) throw new Error('no offer');
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const seat = 1 + ((index * 7 + attempt * 3) % offer.capacity);
    const seats = index % 5 === 0 && seat < offer.capacity ? [seat, seat + 1] : [seat];
    const order = await holdAndCheckOut(client, { offer, seats, phone: `+25078840${1000 + index}` });
    if (order === undefined) continue;
    const payer = payers[index % payers.length] ?? '';
    const paying = pay(client, order.orderId, `+${payer}`);
    onAttempt();
    await paying;
    return (await untilSettled(client, order.orderId)).order.status;
  }
  return 'taken';
}
