import { simulatedCompanies, startSimulator, type RunningSimulator } from '@safiri/platform';
import type { ScratchServer } from '../database/scratch-server.ts';

export type Momo = RunningSimulator & {
  /** What the product is told about it. */
  readonly settings: Readonly<Record<string, string>>;
};

/** Its prompts are approved at once, and the callback follows (simulators/momo/README.md). */
export const approvesAtOnce = '+250788000000';

/** The simulated MTN MoMo, a process of its own, which calls the product back at this address. */
export async function startMomo({ folder }: ScratchServer, publicUrl: string): Promise<Momo> {
  const company = simulatedCompanies.find(({ name }) => name === 'momo');
  if (company === undefined) throw new Error('Bug: nobody plays MTN.');
  const environment = { MOMO_SIMULATOR_LOG: 'silent' };
  const momo = await startSimulator(company, { dataDir: folder, fixedPorts: false, publicUrl, environment });
  return { ...momo, settings: { ...company.payment(momo.url, publicUrl) } };
}

/** What must never be, a sentence each, by the company's own books: `paid` payments of that sum, each order charged once. */
export async function findChargeViolations(
  { url }: Momo,
  { paid, paidMinor }: { readonly paid: number; readonly paidMinor: number },
): Promise<string[]> {
  const charges = await listCharges(url);
  const successful = charges.filter(({ status }) => status === 'SUCCESSFUL');
  const orders = new Set(successful.map(({ externalId }) => externalId));
  const sum = successful.reduce((minor, { amountMinor }) => minor + amountMinor, 0);
  return [
    ...(orders.size === successful.length
      ? []
      : [`${successful.length - orders.size} orders more were charged than there are: double charges`]),
    ...(successful.length === paid ? [] : [`MTN charged ${successful.length} times for ${paid} payments`]),
    ...(sum === paidMinor ? [] : [`MTN moved ${sum}, the ledger has ${paidMinor}`]),
  ];
}

type Charge = {
  readonly position: number;
  readonly status: string;
  readonly externalId: string;
  readonly amountMinor: number;
};

const pageLimit = 1_000;

async function listCharges(url: string): Promise<Charge[]> {
  const all: Charge[] = [];
  for (;;) {
    const response = await fetch(`${url}/control/charges?after=${all.at(-1)?.position ?? 0}&limit=${pageLimit}`);
    const { charges } = (await response.json()) as { charges: Charge[] };
    all.push(...charges);
    if (charges.length < pageLimit) return all;
  }
}
