/** The start cannot go on, and nobody needs a stack for it: print `message`, one sentence that says what to do, and exit with 1. */
export class StartRefusal extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.name = 'StartRefusal';
  }
}
