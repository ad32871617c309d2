/** Fails on a bug: a state the program must never reach. Answers 500 and pages someone; never use it for input. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Bug: ${sentence}`);
}

/** Makes the compiler prove that every case of a union was handled. */
export function assertNever(value: never): never {
  throw new Error(`Bug: unhandled case ${JSON.stringify(value)}`);
}
