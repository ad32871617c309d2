import { newId } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import type { ParsedLayout } from '../gtfs/layout/parse-layout.ts';
import { writeBus } from './bus-queries.ts';
import { plainCoach } from './plain-coach.ts';
import { listCompaniesWithoutLayout, makeDefaultLayout, tellLayouts, writeLayout } from './layout-queries.ts';

/** The buses a new company begins with. Layouts and plates have ids of their own file, which only count here. */
export type AgencyFleet = {
  readonly agencyId: string;
  readonly defaultLayout: ParsedLayout;
  readonly layouts: readonly ParsedLayout[];
  readonly buses: readonly { readonly plate: string; readonly layoutId: string }[];
};

type Seeding = {
  readonly companies: readonly { readonly companyId: string; readonly feedKey: string }[];
  readonly fleets: readonly AgencyFleet[];
};

/**
 * Gives every company without a default layout the fleet named for it, else one plain coach to sell its trips by. A
 * company that has one keeps what it made of it.
 */
export async function seedFleets(tx: Tx, { companies, fleets }: Seeding): Promise<void> {
  const bare = new Set(
    await listCompaniesWithoutLayout(
      tx,
      companies.map((company) => company.companyId),
    ),
  );
  const fleetOf = new Map(fleets.map((fleet) => [fleet.agencyId, fleet]));
  for (const { companyId, feedKey } of companies) {
    if (bare.has(companyId)) await seedFleet(tx, companyId, fleetOf.get(feedKey));
  }
}

async function seedFleet(tx: Tx, companyId: string, fleet: AgencyFleet | undefined): Promise<void> {
  const layouts = fleet?.layouts ?? [plainCoach];
  const defaultLayout = fleet?.defaultLayout ?? plainCoach;
  const ids = new Map([...layouts, defaultLayout].map((layout) => [layout.id, newId()]));
  for (const layout of new Map([...layouts, defaultLayout].map((each) => [each.id, each])).values()) {
    const layoutId = ids.get(layout.id) ?? newId();
    await writeLayout(tx, { layoutId, companyId, name: layout.name, capacity: layout.capacity, decks: layout.decks });
    if (layout.id === defaultLayout.id) await makeDefaultLayout(tx, companyId, layoutId);
  }
  for (const { plate, layoutId } of fleet?.buses ?? []) {
    const known = ids.get(layoutId);
    if (known !== undefined) await writeBus(tx, { busId: newId(), companyId, plate, layoutId: known });
  }
  await tellLayouts(tx, [...ids.values()]);
}
