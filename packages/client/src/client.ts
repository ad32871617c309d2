import {
  addressOf,
  readRefusal,
  refused,
  type AddressParts,
  type BodyOf,
  type Operation,
  type OutputOf,
  type ParamsOf,
  type Problem,
  type QueryOf,
  type RefusalOf,
  type Refused,
} from '@safiri/contracts';
import { provenFetch, type ProofOptions } from './proven-fetch.ts';
import { sendSealed } from './sealing/send-sealed.ts';
import { untilHeard } from './until-heard.ts';

/**
 * What a call comes to: the value, or a refusal whose code is one that the operation's contract lists. NO_ANSWER means that
 * nothing of ours was heard in time: a write may or may not have happened, and is repeated with the same idempotency key.
 * Calls that are safe to repeat were repeated then already, where the line broke before an answer.
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

export type ClientOptions = ProofOptions & {
  /** Address of a gateway, without a path. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
  /** A call is given up after this long, unless its operation may take longer: a page would rather say so than wait. */
  readonly timeoutMilliseconds?: number;
  /**
   * Bodies of operations that take sealed ones are sealed to the key that the server publishes. `always` sends none where
   * it publishes none; otherwise such a body then goes plain.
   */
  readonly sealing?: 'as-published' | 'always';
};

export type Client = <Op extends Operation>(operation: Op, input: CallInput<Op>) => Promise<Answer<Op>>;

const defaultTimeoutMilliseconds = 10_000;

/** The typed client: every operation by its declaration, every answer a union that the compiler makes one exhaust. */
export function createClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  const sendProven = provenFetch(send, options);
  return async (operation, input) => {
    const parts = input as Parts;
    try {
      const address = addressOf(operation, parts);
      if (address === undefined) return refused('VALIDATION_FAILED', 'No address can name that.') as never;
      const signal = AbortSignal.timeout(patienceMilliseconds(operation, options));
      const sendBody = async (body: string | Uint8Array<ArrayBuffer> | undefined, mediaType: string) =>
        await sendProven(`${options.baseUrl}${address}`, {
          method: operation.method,
          headers: headersOf(parts, options, body === undefined ? undefined : mediaType),
          signal,
          ...(body === undefined ? {} : { body }),
        });
      const response = await untilHeard(operation, async () =>
        operation.sealed === undefined
          ? await sendBody(bodyOf(operation, parts), operation.upload?.mediaTypes[0] ?? 'application/json')
          : await sendSealed({
              operation,
              address,
              sendBody,
              baseUrl: options.baseUrl,
              body: parts.body,
              mustSeal: options.sealing === 'always',
              fetch: async (keysAddress) => await send(keysAddress, { signal }),
            }),
      );
      return (await readAnswer(operation, response)) as never;
    } catch (error) {
      return refused('NO_ANSWER', error instanceof Error ? error.message : String(error)) as never;
    }
  };
}

function patienceMilliseconds({ mayTakeSeconds = 0 }: Operation, { timeoutMilliseconds }: ClientOptions): number {
  return Math.max(timeoutMilliseconds ?? defaultTimeoutMilliseconds, mayTakeSeconds * 1_000);
}

type Parts = AddressParts & {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
};

function headersOf(parts: Parts, options: ClientOptions, mediaType: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
    ...(parts.idempotencyKey === undefined ? {} : { 'idempotency-key': parts.idempotencyKey }),
    ...options.headers,
  };
}

function bodyOf(operation: Operation, { body }: Parts): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined) return undefined;
  return operation.upload === undefined ? JSON.stringify(body) : new Uint8Array(body as Uint8Array);
}

async function readAnswer(operation: Operation, response: Response): Promise<{ ok: true; value: unknown } | Refused> {
  if (response.status === operation.success.status) return { ok: true, value: await readValue(operation, response) };
  return await readRefusal(operation, response);
}

async function readValue({ success }: Operation, response: Response): Promise<unknown> {
  if (success.file === undefined) return success.body === undefined ? undefined : await response.json();
  // A page of somebody's hotel is no file of ours.
  if (response.headers.get('content-type') !== success.file) throw new Error('another type of file was answered');
  const name = /filename="([\w.-]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'file';
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}
