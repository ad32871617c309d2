/** As the canonical GTFS validator grades its notices. */
export type Severity = 'error' | 'warning' | 'info';

/** What a problem costs: the whole feed, the part its line names (a trip, a fare, one value), or nothing. */
export type Refuses = 'feed' | 'part' | 'nothing';

/** One finding in a feed, precise enough that its author can mend it without asking. */
export type Problem = {
  readonly severity: Severity;
  /** The canonical validator's notice name where it has one. */
  readonly code: string;
  readonly file: string;
  /** As an editor counts, the header being line 1; null when the finding is about the whole file. */
  readonly line: number | null;
  readonly field: string | null;
  /** What was found, cut to `valueCharacters`. */
  readonly value: string | null;
  /** A sentence: what should have been there. */
  readonly expected: string;
  readonly refuses: Refuses;
};

export type ProblemTotal = { readonly code: string; readonly severity: Severity; readonly count: number };

/** The kept problems, errors first, and how many of each kind there were in all. */
export type ProblemReport = {
  readonly problems: readonly Problem[];
  /** All that were found, also those not kept. */
  readonly count: number;
  readonly totals: readonly ProblemTotal[];
};

export type ProblemLog = {
  add(problem: Problem): void;
  /** Whether something so far makes the feed unusable. */
  refusesFeed(): boolean;
  report(): ProblemReport;
};

/** Enough of a value to recognise it by; more would let a hostile feed fill the report. */
const valueCharacters = 80;

/** So many findings of one code in one field show the pattern; the total says how many there are. */
const keptPerKind = 100;

/**
 * Collects findings and reports at most `limit` of them. Errors go first: a thousand trailing blanks never push out the
 * one error that matters.
 */
export function createProblemLog(limit: number): ProblemLog {
  const errors: Problem[] = [];
  const advice: Problem[] = [];
  const keptByKind = new Map<string, number>();
  const totals = new Map<string, { severity: Severity; count: number }>();
  let feedRefused = false;

  function keep(problem: Problem): void {
    const list = problem.severity === 'error' ? errors : advice;
    const kind = `${problem.code} ${problem.file} ${problem.field ?? ''}`;
    const kept = keptByKind.get(kind) ?? 0;
    if (list.length >= limit || kept >= keptPerKind) return;
    keptByKind.set(kind, kept + 1);
    list.push({ ...problem, value: problem.value === null ? null : cutValue(problem.value) });
  }

  return {
    add(problem) {
      feedRefused ||= problem.refuses === 'feed';
      const total = totals.get(problem.code);
      if (total === undefined) totals.set(problem.code, { severity: problem.severity, count: 1 });
      else total.count += 1;
      keep(problem);
    },
    refusesFeed: () => feedRefused,
    report: () => ({
      problems: [...errors, ...advice].slice(0, limit),
      count: [...totals.values()].reduce((sum, total) => sum + total.count, 0),
      totals: [...totals].map(([code, total]) => ({ code, ...total })),
    }),
  };
}

/** Cuts by code points, so that no character is halved. */
function cutValue(value: string): string {
  if (value.length <= valueCharacters) return value;
  const characters = Array.from(value.slice(0, 2 * valueCharacters));
  return `${characters.slice(0, valueCharacters - 1).join('')}…`;
}
