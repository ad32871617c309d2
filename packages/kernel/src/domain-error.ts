/**
 * Members a refusal adds to its problem response beside code, title and detail, e.g. the seats that were taken.
 * `retryAfter` is how many seconds to wait before asking again; the answer says it in its header Retry-After too.
 */
export type ProblemExtras = Readonly<Record<string, unknown>> & { readonly retryAfter?: number };

/**
 * A refusal the business expects. Thrown inside a transaction it rolls the transaction back.
 * `code` is one of the codes the operation's contract lists; `detail` is a sentence for a person.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly extras: ProblemExtras;

  constructor(code: Code, detail: string, extras: ProblemExtras = {}) {
    // Where it was thrown is nobody's question, and to note it costs as much as a refusal's whole answer.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'DomainError';
    this.code = code;
    this.extras = extras;
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return error instanceof DomainError;
}
