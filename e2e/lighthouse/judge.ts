/** What Lighthouse scores, in its words. */
export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

/** The least score of every category, of 100. */
export const bar = 95;

/** The part of its report that is read. */
export type Report = {
  readonly categories: Readonly<
    Record<
      Category,
      { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }
    >
  >;
  /** What the processor did in a fixed time, while it was measured: 1,000 and more on a desk's computer that does nothing else. */
  readonly environment: { readonly benchmarkIndex: number };
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
  >;
};

export type Verdict = {
  readonly scores: Readonly<Record<Category, number>>;
  readonly benchmarkIndex: number;
  /** Of each category below the bar, what took most from it. */
  readonly complaints: readonly string[];
};

/** The verdict in the middle, by the score of performance: the others hardly differ from run to run. */
export function median(verdicts: readonly Verdict[]): Verdict {
  const sorted = verdicts.toSorted((one, other) => one.scores.performance - other.scores.performance);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('There is no median of nothing');
  return middle;
}

export function judge(report: Report): Verdict {
  const scoreOf = (category: Category): number => Math.round((report.categories[category].score ?? 0) * 100);
  const complaints = categories
    .filter((category) => scoreOf(category) < bar)
    .flatMap((category) =>
      report.categories[category].auditRefs
        .flatMap(({ id, weight }) => {
          const audit = report.audits[id];
          const lost = audit?.score === null || audit === undefined ? 0 : (1 - audit.score) * weight;
          return audit === undefined || lost === 0 ? [] : [{ audit, lost }];
        })
        .toSorted((one, other) => other.lost - one.lost)
        .map(({ audit }) => `${category}: ${audit.title} ${audit.displayValue ?? ''}`.trim()),
    );
  return {
    scores: {
      performance: scoreOf('performance'),
      accessibility: scoreOf('accessibility'),
      'best-practices': scoreOf('best-practices'),
      seo: scoreOf('seo'),
    },
    benchmarkIndex: Math.round(report.environment.benchmarkIndex),
    complaints,
  };
}
