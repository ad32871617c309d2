/** What MTN issued for us, and where it is reached. */
export type MomoSettings = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly targetEnvironment: string;
  readonly apiUser: string;
  readonly apiKey: string;
  readonly collectionKey: string;
  readonly disbursementKey: string;
  readonly currencies: readonly string[];
  /** Ours, as MTN reaches it, without a slash at its end; undefined where MTN cannot. */
  readonly callbackBaseUrl: string | undefined;
  readonly timeoutMilliseconds: number;
};
