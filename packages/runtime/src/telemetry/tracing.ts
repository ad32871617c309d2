import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
  type Attributes,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { isDomainError } from '@safiri/kernel';
import { readTraceparent, traceparentOf } from './traceparent.ts';

/**
 * What a span is called and says: names of ours and ids of things, never a parameter of a statement, a text or a person.
 * A service's spans of one kind have few names.
 */
export type SpanFacts = {
  readonly name: string;
  /** Left out: work inside this process. */
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  readonly attributes?: Attributes;
};

/** How spans are made. `nameTrace` says which id the next trace gets that begins here. */
export type Tracing = { readonly tracer: Tracer; readonly nameTrace: (traceId: string) => void };

/**
 * State of the process, as its environment is: whoever measures does so from everywhere. While it is undefined, whatever
 * calls the functions below pays for one comparison.
 */
let tracing: Tracing | undefined;
const active = new AsyncLocalStorage<Span>();

/** Before anything is composed: what is composed while nobody traces stays without hooks. Answers what ends it. */
export function beginTracing(begun: Tracing): () => void {
  tracing = begun;
  return () => {
    if (tracing === begun) tracing = undefined;
  };
}

export function isTracing(): boolean {
  return tracing !== undefined;
}

/** Where we are, for what is stored or sent and carried on later; null where nothing is traced. */
export function currentTrace(): string | null {
  const span = activeSpan();
  return span === undefined ? null : traceparentOf(span.spanContext());
}

/** The id of the request that all this is done for; undefined where nothing is traced. */
export function currentTraceId(): string | undefined {
  return activeSpan()?.spanContext().traceId;
}

/** Headers of a call to another process of ours. */
export function tracingHeaders(): Readonly<Record<string, string>> {
  const traceparent = currentTrace();
  return traceparent === null ? none : { traceparent };
}

const none = {};

/** Whether spans of a trace that travelled here are recorded. */
export function isRecorded(traceparent: string | null | undefined): boolean {
  if (tracing === undefined) return false;
  const parent = readTraceparent(traceparent);
  return parent !== undefined && isSampled(parent);
}

function isSampled({ traceFlags }: SpanContext): boolean {
  return (traceFlags & TraceFlags.SAMPLED) !== 0;
}

/** Does work as a part of what is traced; work for nobody's request makes no trace of its own. */
export async function inSpan<Result>(facts: SpanFacts, work: () => Promise<Result>): Promise<Result> {
  const parent = activeSpan()?.spanContext();
  // What is not recorded needs no parts: whoever asks where we are is told the request.
  return parent === undefined || !isSampled(parent) ? await work() : await workUnder(parent, facts, work);
}

/** Carries on a trace that travelled: with an event, or with a row that a job works on. */
export async function continueTrace<Result>(
  traceparent: string | null | undefined,
  facts: SpanFacts,
  work: () => Promise<Result>,
): Promise<Result> {
  const parent = tracing === undefined ? undefined : readTraceparent(traceparent);
  if (parent === undefined) return await work();
  if (isSampled(parent)) return await workUnder(parent, facts, work);
  return await active.run(trace.wrapSpanContext(parent), work);
}

/** A span that somebody else ends. `parent` is where the request came from; without one the trace is named by the request. */
export function startSpan(
  facts: SpanFacts,
  { traceId, parent }: { readonly traceId: string; readonly parent: SpanContext | undefined },
): Span | undefined {
  if (parent === undefined) tracing?.nameTrace(traceId);
  return start(facts, parent);
}

/** What is called here, and whatever it awaits, belongs to the span. */
export function runInSpan<Result>(span: Span, work: () => Result): Result {
  return active.run(span, work);
}

/** An outcome that a caller expects is none of our faults: it is noted, and the span is no error. */
export function noteFailure(span: Span, error: unknown): void {
  if (isDomainError(error)) {
    span.setAttribute('safiri.refusal', error.code);
    return;
  }
  // Messages of errors may quote what somebody wrote: the log has them, without secrets.
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function activeSpan(): Span | undefined {
  return tracing === undefined ? undefined : active.getStore();
}

async function workUnder<Result>(parent: SpanContext, facts: SpanFacts, work: () => Promise<Result>): Promise<Result> {
  const span = start(facts, parent);
  if (span === undefined) return await work();
  try {
    return await active.run(span, work);
  } catch (error) {
    noteFailure(span, error);
    throw error;
  } finally {
    span.end();
  }
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

function start({ name, kind, attributes }: SpanFacts, parent: SpanContext | undefined): Span | undefined {
  const under = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  return tracing?.tracer.startSpan(
    name,
    {
      kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind],
      ...(attributes === undefined ? {} : { attributes }),
    },
    under,
  );
}
