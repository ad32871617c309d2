import { startTracing, type TracingOptions } from '@safiri/runtime';

/** A span that has ended, as far as tests look at it. */
export type SeenSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
};

type Ended = Parameters<TracingOptions['exporter']['export']>[0][number];

/**
 * Traces everything of this process into memory until stopped. Begin before anything is composed. Files of a run share
 * processes: stop in any case.
 */
export async function collectSpans(
  share = 1,
): Promise<{ readonly spans: readonly SeenSpan[]; readonly stop: () => Promise<void> } & AsyncDisposable> {
  const spans: SeenSpan[] = [];
  const exporter: TracingOptions['exporter'] = {
    export: (ended, done) => {
      spans.push(...ended.map(seen));
      done({ code: 0 });
    },
    shutdown: async () => undefined,
  };
  const { stop } = await startTracing({ exporter, name: 'test', share, atOnce: true });
  return { spans, stop, [Symbol.asyncDispose]: stop };
}

function seen(span: Ended): SeenSpan {
  const { traceId, spanId } = span.spanContext();
  const { name, attributes, parentSpanContext } = span;
  return { name, traceId, spanId, parentId: parentSpanContext?.spanId, attributes };
}
