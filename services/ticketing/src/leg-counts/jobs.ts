import type { Job, ServiceDeps } from '@safiri/runtime';
import { countLegs } from './count-legs.ts';
import { forgetOldTrips } from './forget-old-trips.ts';
import { forgetSearchChanges } from './forget-search-changes.ts';

/** What keeps searches quick and true. */
export function legCountJobs(ctx: Pick<ServiceDeps, 'db' | 'memory'>): Job[] {
  return [countLegs(ctx), forgetSearchChanges(ctx), forgetOldTrips(ctx)];
}
