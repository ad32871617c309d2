import type { FeedProblem } from '@safiri/contracts';
import type { ServiceDate } from '@safiri/kernel';
import { checkCoverage } from '../gtfs/calendar/check-coverage.ts';
import type { Feed } from '../gtfs/feed.ts';
import type { Problem, ProblemReport } from '../gtfs/problems.ts';
import { runningAgencyIds } from './feed-rows.ts';
import type { PricedFeed } from './price-feed.ts';

export type ImportReport = { readonly problems: readonly FeedProblem[]; readonly problemCount: number };

/** As many as the contract of a report takes; errors come first. */
const mostProblems = 1000;

/** The reader's findings and those of the import, as the API tells them. */
export function importReport(report: ProblemReport, further: readonly FeedProblem[] = []): ImportReport {
  const found = [...report.problems, ...further].map(({ severity, code, file, line, field, value, expected }) => ({
    severity,
    code,
    file,
    line,
    field,
    value,
    expected,
  }));
  const rank = (problem: FeedProblem): number => ['error', 'warning', 'info'].indexOf(problem.severity);
  return {
    problems: found.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostProblems),
    problemCount: report.totals.reduce((sum, total) => sum + total.count, further.length),
  };
}

/** What an importable feed still lacks to be sold whole. */
export function importProblems({ feed, fares }: PricedFeed, today: ServiceDate): Problem[] {
  return [...checkCoverage(feed, today), ...unusedAgencies(feed), ...unpricedPatterns(feed, fares.size)];
}

function unusedAgencies(feed: Feed): Problem[] {
  const running = runningAgencyIds(feed);
  return [...feed.agencies.values()]
    .filter((agency) => !running.has(agency.id))
    .map((agency) =>
      warning('unused_agency', {
        file: 'agency.txt',
        field: 'agency_id',
        value: agency.id,
        expected: 'A route of this agency; it does not become a company.',
      }),
    );
}

function unpricedPatterns(feed: Feed, priced: number): Problem[] {
  if (priced === feed.patterns.size) return [];
  const expected = `Fares, or a currency with a distance fare table: ${feed.patterns.size - priced} stop patterns are imported but not sold.`;
  return [warning('unpriced_pattern', { file: 'fare_attributes.txt', field: 'price', value: null, expected })];
}

function warning(code: string, place: Pick<Problem, 'file' | 'field' | 'value' | 'expected'>): Problem {
  return { severity: 'warning', code, line: null, refuses: 'nothing', ...place };
}

/** What was imported, in the words of the feed. */
export function importCounts(feed: Feed): Record<string, number> {
  return {
    companies: runningAgencyIds(feed).size,
    stops: feed.stops.size,
    routes: feed.routes.size,
    patterns: feed.patterns.size,
    calendars: feed.calendars.size,
    scheduledTrips: feed.trips.size,
  };
}
