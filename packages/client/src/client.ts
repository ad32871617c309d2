import {
  commonRefusals,
  pathOf,
  type BodyOf,
  type Operation,
  type OutputOf,
  type ParamsOf,
  type Problem,
  type QueryOf,
  type RefusalOf,
} from '@safiri/contracts';

/**
 * What a call comes to: the value, or a refusal whose code is one that the operation's contract lists. NO_ANSWER means that
 * nothing of ours was heard in time: a write may or may not have happened, and is repeated with the same idempotency key.
 */
export type Answer<Op extends Operation> =
  | { readonly ok: true; readonly value: OutputOf<Op> }
  | {
      readonly ok: false;
      readonly code: RefusalOf<Op> | 'NO_ANSWER';
      readonly detail: string;
      readonly problem: Problem | undefined;
    };

type Part<Name extends string, Value> = Value extends undefined
  ? unknown
  : Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value };

/** The parts an operation takes; those it does not take cannot be given. */
export type CallInput<Op extends Operation> = Part<'params', Op['params'] extends object ? ParamsOf<Op> : undefined> &
  Part<'query', Op['query'] extends object ? QueryOf<Op> : undefined> &
  Part<'body', Op['body'] extends object ? BodyOf<Op> : Op['upload'] extends object ? Uint8Array : undefined> &
  (Op['idempotencyKey'] extends true ? { readonly idempotencyKey: string } : unknown);

export type ClientOptions = {
  /** Address of a gateway, without a path. */
  readonly baseUrl: string;
  /** Access token, or undefined for nobody. */
  readonly accessToken?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** A call is given up after this long: a page would rather say so than wait. */
  readonly timeoutMilliseconds?: number;
};

export type Client = <Op extends Operation>(operation: Op, input: CallInput<Op>) => Promise<Answer<Op>>;

const defaultTimeoutMilliseconds = 10_000;

/** The typed client: every operation by its declaration, every answer a union that the compiler makes one exhaust. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  return async (operation, input) => {
    const parts = input as Parts;
    try {
      const path = fillPath(operation, parts.params ?? {});
      if (path === undefined) return refused('VALIDATION_FAILED', 'No address can name that.') as never;
      const response = await send(`${options.baseUrl}${path}${queryString(parts.query ?? {})}`, {
        method: operation.method,
        headers: headersOf(operation, parts, options),
        signal: AbortSignal.timeout(options.timeoutMilliseconds ?? defaultTimeoutMilliseconds),
        ...bodyOf(operation, parts),
      });
      return (await readAnswer(operation, response)) as never;
    } catch (error) {
      return refused('NO_ANSWER', error instanceof Error ? error.message : String(error)) as never;
    }
  };
}

type Parts = {
  readonly params?: Record<string, string | number>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
};

type Refused = {
  readonly ok: false;
  readonly code: string;
  readonly detail: string;
  readonly problem: Problem | undefined;
};

function refused(code: string, detail: string, problem?: Problem): Refused {
  return { ok: false, code, detail, problem };
}

function headersOf(operation: Operation, parts: Parts, options: ClientOptions): Record<string, string> {
  return {
    accept: 'application/json',
    ...(parts.body === undefined ? {} : { 'content-type': operation.upload?.mediaTypes[0] ?? 'application/json' }),
    ...(options.accessToken === undefined ? {} : { authorization: `Bearer ${options.accessToken}` }),
    ...(parts.idempotencyKey === undefined ? {} : { 'idempotency-key': parts.idempotencyKey }),
    ...options.headers,
  };
}

function bodyOf(operation: Operation, { body }: Parts): { body?: string | Uint8Array<ArrayBuffer> } {
  if (body === undefined) return {};
  return { body: operation.upload === undefined ? JSON.stringify(body) : new Uint8Array(body as Uint8Array) };
}

/** The path, or undefined for a value that would lead elsewhere: URLs resolve "." and ".." even when they are encoded. */
function fillPath(operation: Operation, params: Record<string, string | number>): string | undefined {
  const texts = Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]);
  if (texts.some(([, text]) => ['', '.', '..'].includes(text))) return undefined;
  const segments = new Map(texts.map(([name, text]) => [name, encodeURIComponent(text)]));
  return pathOf(operation).replace(/:(\w+)/g, (_whole, name: string) => segments.get(name) ?? '');
}

function queryString(query: Record<string, unknown>): string {
  const given = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Only what the contract lists is an answer of ours; a login page of a hotel network, for instance, is none. */
async function readAnswer(operation: Operation, response: Response): Promise<{ ok: true; value: unknown } | Refused> {
  if (response.status === operation.success.status)
    return { ok: true, value: operation.success.body === undefined ? undefined : await response.json() };
  const problem = await readProblem(response);
  if (problem !== undefined && (Object.hasOwn(operation.refusals, problem.code) || problem.code in commonRefusals))
    return refused(problem.code, problem.detail ?? problem.title, problem);
  return refused('NO_ANSWER', `An answer of status ${response.status} that is not ours`, problem);
}

async function readProblem(response: Response): Promise<Problem | undefined> {
  const answer: unknown = await response.json().catch(() => undefined);
  return isProblem(answer) ? answer : undefined;
}

function isProblem(answer: unknown): answer is Problem {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'code' in answer &&
    typeof answer.code === 'string' &&
    'title' in answer &&
    typeof answer.title === 'string'
  );
}
