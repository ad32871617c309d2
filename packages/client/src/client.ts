import {
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
 * nothing was heard in time: a write may or may not have happened, and is repeated with the same idempotency key.
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
    const parts = input as {
      params?: Record<string, string | number>;
      query?: Record<string, unknown>;
      body?: unknown;
      idempotencyKey?: string;
    };
    let response: Response;
    try {
      response = await send(
        `${options.baseUrl}${fillPath(operation, parts.params ?? {})}${queryString(parts.query ?? {})}`,
        {
          method: operation.method,
          headers: headersOf(operation, parts, options),
          signal: AbortSignal.timeout(options.timeoutMilliseconds ?? defaultTimeoutMilliseconds),
          ...(parts.body === undefined
            ? {}
            : {
                body:
                  operation.upload === undefined
                    ? JSON.stringify(parts.body)
                    : new Uint8Array(parts.body as Uint8Array),
              }),
        },
      );
      if (response.ok) return { ok: true, value: response.status === 204 ? undefined : await response.json() } as never;
    } catch (error) {
      return {
        ok: false,
        code: 'NO_ANSWER',
        detail: error instanceof Error ? error.message : String(error),
        problem: undefined,
      };
    }
    return (await readProblem(response)) as never;
  };
}

function headersOf(
  operation: Operation,
  parts: { body?: unknown; idempotencyKey?: string },
  options: ClientOptions,
): Record<string, string> {
  return {
    accept: 'application/json',
    ...(parts.body === undefined ? {} : { 'content-type': operation.upload?.mediaTypes[0] ?? 'application/json' }),
    ...(options.accessToken === undefined ? {} : { authorization: `Bearer ${options.accessToken}` }),
    ...(parts.idempotencyKey === undefined ? {} : { 'idempotency-key': parts.idempotencyKey }),
    ...options.headers,
  };
}

function fillPath(operation: Operation, params: Record<string, string | number>): string {
  return pathOf(operation).replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
}

function queryString(query: Record<string, unknown>): string {
  const given = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

async function readProblem(
  response: Response,
): Promise<{ ok: false; code: string; detail: string; problem: Problem | undefined }> {
  const text = await response.text().catch(() => '');
  try {
    const problem: Problem = JSON.parse(text);
    if (typeof problem.code === 'string')
      return { ok: false, code: problem.code, detail: problem.detail ?? problem.title, problem };
  } catch {
    // Not ours: a gateway's own page, for instance.
  }
  return {
    ok: false,
    code: 'NO_ANSWER',
    detail: `An answer of status ${response.status} that is not ours`,
    problem: undefined,
  };
}
