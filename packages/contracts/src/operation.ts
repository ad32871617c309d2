import type { Static, TObject, TProperties, TSchema } from 'typebox';
import type { Permission } from './permissions.ts';
import type { CommonRefusal } from './problem.ts';

export const serviceNames = ['auth', 'company', 'ticketing', 'payment', 'qr', 'notification'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Who may call an operation. Deny unless permitted: there is no default. */
export type Who =
  /** Public facts and capabilities carried in the address itself (a private link, a callback's secret path). */
  | { readonly kind: 'anyone' }
  /** Any signed subject: a guest or an account. It owns what it writes. */
  | { readonly kind: 'visitor' }
  /** A signed-in account. */
  | { readonly kind: 'account' }
  /**
   * Staff holding the permission everywhere, for their own company; platform staff for any. Scoped: whoever holds it at a
   * station or branch at least, and the use case asks `mayActAt` for the places in question.
   */
  | { readonly kind: 'staff'; readonly permission: Permission; readonly scoped?: true }
  /** Another service, by its own short-lived token. Served under /internal, never through the gateway. */
  | { readonly kind: 'service'; readonly callers: readonly ServiceName[] };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** As what requests are counted and limited. */
export type Traffic = 'reads' | 'searches' | 'writes' | 'sign-ins';

export type Operation = {
  /** Camel-case verb phrase, unique over all services; the OpenAPI operationId. */
  readonly id: string;
  readonly service: ServiceName;
  readonly method: Method;
  /** Path below the service's prefix, parameters as ":name". */
  readonly path: string;
  readonly summary: string;
  readonly who: Who;
  readonly params?: TObject<TProperties>;
  readonly query?: TObject<TProperties>;
  /** JSON body, or 'bytes' for a raw upload whose media types and greatest size the operation names. */
  readonly body?: TSchema;
  readonly upload?: { readonly mediaTypes: readonly string[]; readonly maxBytes: number };
  /**
   * True: the use case gets the headers and the very bytes of the body, whatever their media type, because somebody else's
   * signature covers them. Whoever declares it parses them.
   */
  readonly rawBody?: boolean;
  /**
   * Whether the body may, or must, travel sealed: encrypted to a key that the service publishes. Its answer is then sealed
   * too. While sealing is off, bodies are plain. Whoever declares it lists `sealingRefusals`.
   */
  readonly sealed?: 'allowed' | 'required';
  /**
   * True: refused while the service could not read for half a minute whose access was taken back. For what moves money out,
   * and for staff, roles and devices.
   */
  readonly sensitive?: boolean;
  /**
   * Whether the caller may, or must, prove that it holds a key (RFC 9449), without a token bound to it: the use case is
   * given the key's thumbprint. A token that is bound to a key needs its proof everywhere, whatever stands here.
   */
  readonly proof?: 'allowed' | 'required';
  /** True: the caller must send `Idempotency-Key` (1–128 visible ASCII characters). */
  readonly idempotencyKey?: boolean;
  /** True, of a POST without a key: done twice it comes to the same as done once, so clients repeat it by themselves when the line breaks before an answer. */
  readonly repeatable?: true;
  /** True: the caller may say in `safiri-device` which device this is, by a UUID of its own; whose rules count by device count with it. */
  readonly device?: boolean;
  /**
   * True, for a read: the answer carries the ETag of its content, and a request that names it in `If-None-Match` is
   * answered 304, without a body, while the content is the same.
   */
  readonly etag?: boolean;
  /** How long an answer may be used again without asking. Left out, one with an ETag is asked about each time, and any other is not kept. */
  readonly cache?: { readonly maxAgeSeconds: number };
  /** Of work that is done before it is answered: how long that may take. A client waits so long, where it otherwise gives up earlier. */
  readonly mayTakeSeconds?: number;
  /** True: the answer says who a company's passengers are. The platform's own staff see it by that company's consent alone. */
  readonly showsPassengers?: true;
  /** Of a write of staff that leaves no entry in the audit log: why none is needed. */
  readonly unrecorded?: string;
  /**
   * As what it counts at the door; left out, GET is a read and the rest are writes. Sign-ins are what strangers may ask for and
   * what costs us a hash or a message; searches what costs more than looking something up.
   */
  readonly traffic?: 'searches' | 'sign-ins';
  /** True: served in development only. */
  readonly developmentOnly?: boolean;
  /** A JSON body, a file of a media type, or nothing with 204. */
  readonly success: { readonly status: 200 | 201 | 202 | 204; readonly body?: TSchema; readonly file?: string };
  /** Refusals the business expects: stable code → HTTP status. */
  readonly refusals: Readonly<Record<string, number>>;
};

/** Declares an operation; everything else (validation, serialisation, client, documents) is derived from this value. */
export function operation<const Declared extends Operation>(declared: Declared): Declared {
  return declared;
}

type StaticOr<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise;

export type ParamsOf<Op extends Operation> = StaticOr<Op['params'], Record<never, never>>;
export type QueryOf<Op extends Operation> = StaticOr<Op['query'], Record<never, never>>;
export type BodyOf<Op extends Operation> = Op['upload'] extends object
  ? Uint8Array
  : Op['rawBody'] extends true
    ? Uint8Array
    : StaticOr<Op['body'], undefined>;
/** A file as an answer; its name is of letters, digits, dots and dashes. */
export type FileAnswer = { readonly name: string; readonly bytes: Uint8Array };

export type OutputOf<Op extends Operation> = Op['success']['file'] extends string
  ? FileAnswer
  : StaticOr<Op['success']['body'], undefined>;
export type RefusalOf<Op extends Operation> = (keyof Op['refusals'] & string) | CommonRefusal;

/** The full path of an operation on a gateway: public ones under /api/v1, those between services under /internal/v1. */
export function pathOf(op: Operation): string {
  return `${op.who.kind === 'service' ? '/internal' : '/api'}/v1/${op.service}${op.path}`;
}
