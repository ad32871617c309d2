import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * What this process counts, under names that begin with `safiri_`. Like the trace it is state of the process. Labels have
 * few values: operations, services, kinds; never an id, an address or anything that somebody wrote.
 */
export const registry = new Registry();

let measures = false;
let hasDefaults = false;

export function isMeasuring(): boolean {
  return measures;
}

/** Before anything is composed, as with tracing. Answers what ends it. */
export function beginMeasuring(): () => void {
  measures = true;
  // Processor, memory, garbage and delays of the event loop.
  if (!hasDefaults) collectDefaultMetrics({ register: registry });
  hasDefaults = true;
  return () => {
    measures = false;
  };
}

type Named<Label extends string> = { readonly name: string; readonly help: string; readonly labels: readonly Label[] };
type Labels<Label extends string> = Readonly<Record<Label, string>>;

/** Counts what happens; costs a comparison while nobody measures. */
export function counter<Label extends string>(named: Named<Label>): (labels: Labels<Label>, by?: number) => void {
  const made = new Counter({ name: named.name, help: named.help, labelNames: named.labels, registers: [registry] });
  return (labels, by = 1) => {
    if (measures) made.inc(labels, by);
  };
}

/** Sorts seconds into buckets. */
export function durations<Label extends string>(
  named: Named<Label> & { readonly buckets: readonly number[] },
): (labels: Labels<Label>, seconds: number) => void {
  const { name, help, labels: labelNames, buckets } = named;
  const made = new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [registry] });
  return (labels, seconds) => {
    if (measures) made.observe(labels, seconds);
  };
}

/** A number as it is now. */
export function gauge<Label extends string>(named: Named<Label>): Gauge<Label> {
  return new Gauge({ name: named.name, help: named.help, labelNames: named.labels, registers: [registry] });
}
