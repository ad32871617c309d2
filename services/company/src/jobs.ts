import { inboxCleaning, type Job } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { failAbandonedImports } from './feeds/fail-abandoned-imports.ts';
import { clearTimetable } from './timetable/remove-retired.ts';
import { dateTripsStep } from './trips/date-trips.ts';

export function companyJobs(ctx: Ctx): Job[] {
  return [
    // A day begins at another instant in every time zone: asked often, it costs one look into an index.
    { name: 'trip-dating', everySeconds: 300, run: async () => (await dateTripsStep(ctx)).more },
    // First thing after a start, so that a crashed import is told as failed.
    { name: 'abandoned-imports', everySeconds: 60, run: async () => await failAbandonedImports(ctx) },
    { name: 'timetable-clearing', everySeconds: 3_600, run: async () => await clearTimetable(ctx) },
    inboxCleaning(ctx.db),
  ];
}
