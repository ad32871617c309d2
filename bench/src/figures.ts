/** What one run comes to. An answer is a decision: of holds, a hold or the word that the seat is taken. */
export type Figures = {
  readonly answers: number;
  readonly perSecond: number;
  /** Holds among the answers; where nothing can be lost, all of them. */
  readonly won: number;
  /** Undefined where nobody waits for a single answer. */
  readonly p50Milliseconds: number | undefined;
  readonly p99Milliseconds: number | undefined;
};

export function figuresOf(run: {
  readonly latenciesMilliseconds: readonly number[];
  readonly seconds: number;
  readonly won: number;
}): Figures {
  const sorted = Float64Array.from(run.latenciesMilliseconds).toSorted();
  return {
    answers: sorted.length,
    perSecond: sorted.length / run.seconds,
    won: run.won,
    p50Milliseconds: percentile(sorted, 0.5),
    p99Milliseconds: percentile(sorted, 0.99),
  };
}

/** The smallest value that at least this share of all values does not exceed; 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export type Spread = { readonly median: number; readonly least: number; readonly most: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  const lower = sorted[Math.ceil(middle) - 1] ?? upper;
  return { median: (lower + upper) / 2, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}
