import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@safiri/client';
import { setRefundPolicy, type PaymentMethod, type TripOffer } from '@safiri/contracts';
import { addDays, localDate, systemClock } from '@safiri/kernel';
import { ask, readBooks } from '../product/books.ts';
import { must, newGuest, offersBetween } from '../product/buyer.ts';
import { signedIn } from '../product/signed-in.ts';
import { startProduct, type Product } from '../product/start-product.ts';
import { again } from './again.ts';
import { startCompanies, type Company } from './companies.ts';
import { faultsConfig } from './faults-config.ts';
import { networkNames, networks, type NetworkName } from './networks.ts';

/** The product and four payment companies, each a process that may die. */
export type World = {
  readonly product: Product;
  readonly companies: readonly Company[];
  /** Trips that are sold, by network. */
  readonly offers: Readonly<Record<NetworkName, readonly TripOffer[]>>;
  company(method: PaymentMethod): Company;
  /** Somebody who may cancel trips there. */
  adminOf(network: NetworkName): Promise<Client>;
  books(method: PaymentMethod, kind: 'charges' | 'refunds'): Promise<BookRow[]>;
  /** kill -9 and a new start; one at a time. */
  killProduct(): Promise<void>;
  /** Asks the product's database, also when it is just coming back. */
  ask(text: string): Promise<Record<string, unknown>[]>;
  remove(): Promise<void>;
};

/** A charge or refund in the books of a company. */
export type BookRow = {
  readonly referenceId: string;
  /** The order's reference, as the company writes it. */
  readonly order: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: string;
};

export async function openWorld(): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-companies-'));
  let companies: Company[] = [];
  const product = await startProduct(async (address) => {
    companies = await startCompanies(folder, address);
    return {
      SAFIRI_SIMULATORS: 'off',
      SALE_HORIZON_DAYS: String(faultsConfig.saleDays),
      // All buyers have one address.
      MOST_HOLDS_PER_ADDRESS: '100000',
      // Whoever does not answer is asked again soon.
      ...Object.fromEntries(
        ['MOMO', 'MPESA', 'PAYPAL', 'CARD'].map((name) => [`${name}_TIMEOUT_MILLISECONDS`, '1500']),
      ),
      ...Object.assign({}, ...companies.map((company) => company.paymentSettings)),
    };
  });
  const remove = async (): Promise<void> => {
    await product.remove();
    await Promise.all(companies.map(async (each) => await each.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const askProduct = async (text: string) => await ask(await product.databaseUrl(), text);
  const offers = await putOnSale(product.address, askProduct).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const company = (method: PaymentMethod): Company => {
    const found = companies.find((each) => each.method === method);
    if (found === undefined) throw new Error(`nobody plays ${method}`);
    return found;
  };
  let killing = Promise.resolve();
  return {
    product,
    companies,
    offers,
    company,
    adminOf: keptAdmins(product.address),
    books: async (method, kind) => (await again(async () => await readBooks(company(method).url, kind))).map(bookRow),
    killProduct: async () => {
      killing = killing.then(async () => {
        await product.kill();
        await product.startAgain();
      });
      await killing;
    },
    ask: askProduct,
    remove,
  };
}

/** Shorter than an access token lives. A sign-in for each call would fill the inbox that shows the codes. */
const adminMilliseconds = 300_000;

function keptAdmins(address: string): World['adminOf'] {
  const admins = new Map<NetworkName, { readonly since: number; readonly client: Promise<Client> }>();
  return async (network) => {
    const known = admins.get(network);
    if (known !== undefined && performance.now() < known.since + adminMilliseconds) return await known.client;
    const client = again(async () => await signedIn(address, networks[network].admin));
    admins.set(network, { since: performance.now(), client });
    return await client;
  };
}

/** What buyers find on each network. */
async function putOnSale(address: string, askProduct: World['ask']): Promise<World['offers']> {
  // Nobody of the demo network sells in dollars, which PayPal takes.
  await askProduct(`update ticketing.fares set currency = 'USD' where currency = 'UGX'`);
  const [rwanda, kenya, uganda] = await Promise.all([
    offersOf(address, 'rwanda'),
    offersOf(address, 'kenya'),
    offersOf(address, 'uganda'),
  ]);
  for (const name of networkNames) await giveBackMostly(address, name, { rwanda, kenya, uganda }[name]);
  return { rwanda, kenya, uganda };
}

function bookRow(row: Record<string, unknown>): BookRow {
  return {
    referenceId: String(row['referenceId']),
    order: plain(String(row['externalId'])),
    amountMinor: Number(row['amountMinor']),
    currency: String(row['currency']),
    status: String(row['status']),
  };
}

/** M-Pesa writes letters and digits only. */
export function plain(reference: string): string {
  return reference.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** Four fifths, so that something is kept of what passengers cancel. */
async function giveBackMostly(address: string, name: NetworkName, [offer]: readonly TripOffer[]): Promise<void> {
  const staff = await signedIn(address, networks[name].admin);
  const tiers = [{ hoursBefore: 0, refundedPercent: 80, feePerSeat: null }];
  await must(() => staff(setRefundPolicy, { params: { companyId: offer?.companyId ?? '' }, body: { tiers } }));
}

const mostSearches = 40;
const pauseMilliseconds = 250;

async function offersOf(address: string, name: NetworkName): Promise<TripOffer[]> {
  const { from, to, timeZone, currency } = networks[name];
  const guest = await newGuest(address);
  const today = localDate(systemClock.now(), timeZone);
  const dates = Array.from({ length: faultsConfig.saleDays - 1 }, (_date, index) => addDays(today, index + 1));
  // What was changed in the database is found a moment later.
  for (let tried = 0; tried < mostSearches; tried += 1) {
    const found: TripOffer[] = [];
    for (const date of dates) found.push(...(await offersBetween(guest, { from, to, date })));
    if (found.length > 0 && found.every((offer) => offer.fare.currency === currency)) return found;
    await wait(pauseMilliseconds);
  }
  throw new Error(`nothing is sold from ${from} to ${to} in ${currency}`);
}
