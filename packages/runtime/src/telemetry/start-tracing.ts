import { randomBytes } from 'node:crypto';
import type { SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';
import { beginTracing } from './tracing.ts';

export type TracingOptions = {
  /** Where finished spans go; in tests, into memory. */
  readonly exporter: SpanExporter;
  /** What this process is, as a word. */
  readonly name: string;
  /** Of all traces, how many are recorded: 0 to 1. Decided by the trace's id, so all processes decide alike. */
  readonly share: number;
  /** Hands each span over as it ends, and not in batches: for tests. */
  readonly atOnce?: boolean;
};

/** Spans that wait for the collector, some 1 KiB each. While it is away the next ones are dropped. */
const mostWaiting = 4_096;
const batchSpans = 512;
const batchMilliseconds = 2_000;
const exportMilliseconds = 5_000;

/** Traces until stopped. The libraries for it are read here: who does not trace does not have them in memory. */
export async function startTracing(options: TracingOptions): Promise<{ readonly stop: () => Promise<void> }> {
  const [{ TracerProvider, TraceIdRatioBasedSampler, BatchSpanProcessor, SimpleSpanProcessor }, resources] =
    await Promise.all([import('@opentelemetry/sdk-trace'), import('@opentelemetry/resources')]);
  const { exporter } = options;
  const processor: SpanProcessor =
    options.atOnce === true
      ? new SimpleSpanProcessor({ exporter })
      : new BatchSpanProcessor({
          exporter,
          maxQueueSize: mostWaiting,
          maxExportBatchSize: batchSpans,
          scheduledDelayMillis: batchMilliseconds,
          exportTimeoutMillis: exportMilliseconds,
        });
  const ids = createIds();
  const provider = new TracerProvider({
    spanProcessors: [processor],
    // Not what a stranger's header says is recorded, nor only what another process of ours began.
    sampler: new TraceIdRatioBasedSampler(options.share),
    idGenerator: ids,
    resource: resources.resourceFromAttributes({ 'service.name': options.name, 'service.namespace': 'safiri' }),
  });
  const end = beginTracing({ tracer: provider.getTracer('safiri'), nameTrace: ids.nameTrace });
  return {
    stop: async () => {
      end();
      // A collector that is away keeps nobody from stopping.
      await provider.shutdown().catch(() => undefined);
    },
  };
}

/** A trace that begins with a request has the request's id. */
function createIds() {
  let named: string | undefined;
  return {
    nameTrace: (traceId: string): void => {
      named = traceId;
    },
    generateTraceId: (): string => {
      const traceId = named ?? randomBytes(16).toString('hex');
      named = undefined;
      return traceId;
    },
    generateSpanId: (): string => randomBytes(8).toString('hex'),
  };
}
