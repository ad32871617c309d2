import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { DriverSettings } from '../drivers.ts';
import type { Log } from '../log.ts';
import { beginMeasuring, counter } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';
import type { TelemetrySettings } from './settings.ts';
import { startTracing } from './start-tracing.ts';
import { createLook, type Watched } from './watch.ts';

/** How a process tells how it does. */
export type Telemetry = {
  /** Shows the state of what was composed, beside what is counted as it happens. */
  watch(watched: Watched): void;
  /** Where /metrics is read; undefined where nothing is measured. */
  readonly metricsAddress: string | undefined;
  /** After everything else has stopped: sends the last spans. */
  stop(): Promise<void>;
};

/** An answer of the collector is not needed for anything, and one that is slow is not waited for. */
const collectorMilliseconds = 5_000;

const spans = counter({
  name: 'safiri_spans_exported_total',
  help: 'Spans that were handed to the collector, and those it did not take',
  labels: ['outcome'],
});

/** Before anything is composed: what is composed while nobody traces or measures has no hooks for it. */
export async function startTelemetry(
  settings: TelemetrySettings & Pick<DriverSettings, 'REDIS_URL'>,
  { name, log }: { readonly name: string; readonly log: Log },
): Promise<Telemetry> {
  const { METRICS_HOST: host, METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  const share = settings.OTEL_TRACES_SAMPLER_ARG;
  let look = async (): Promise<void> => undefined;
  let metricsAddress: string | undefined;
  await using undo = new AsyncDisposableStack();
  if (port !== undefined) {
    undo.defer(beginMeasuring());
    const server = await serveMetrics({ host, port, look: async () => await look() });
    undo.defer(() => void server.close());
    undo.defer(() => server.closeAllConnections());
    const listening = server.address();
    const bound = typeof listening === 'object' ? listening?.port : undefined;
    metricsAddress = `http://${host}:${bound ?? port}/metrics`;
  }
  if (endpoint !== undefined) {
    const tracing = await startTracing({ exporter: await openExporter(endpoint), name, share });
    undo.defer(tracing.stop);
    log.info({ endpoint, share }, 'traces are sent to a collector');
  }
  const running = undo.move();
  return {
    watch: (watched) => {
      look = createLook(watched, { sharesMemory: settings.REDIS_URL !== undefined });
    },
    metricsAddress,
    stop: async () => await running.disposeAsync(),
  };
}

async function openExporter(endpoint: string): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: collectorMilliseconds });
  return {
    export: (ended, done) =>
      exporter.export(ended, (result) => {
        spans({ outcome: result.code === 0 ? 'sent' : 'lost' }, ended.length);
        done(result);
      }),
    forceFlush: async () => await exporter.forceFlush(),
    shutdown: async () => await exporter.shutdown(),
  };
}
