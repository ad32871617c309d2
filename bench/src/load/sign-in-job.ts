/** So many sign-ins are begun each second, whatever becomes of those before. */
export type SignInJob = {
  readonly address: string;
  readonly seconds: number;
  readonly perSecond: number;
  /** People who have an account, with this password. */
  readonly knownNames: readonly string[];
  readonly password: string;
};

export type SignInReport = {
  readonly offered: number;
  /** How long each answer took, by what it was: `signed-in`, or the code of the refusal. */
  readonly millisecondsByOutcome: Readonly<Record<string, readonly number[]>>;
};
