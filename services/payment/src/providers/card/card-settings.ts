/** What the acquirer issued for us, and where it is reached. */
export type CardSettings = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly secretKey: string;
  /** Of our address as it is registered there; undefined where it is not: then status is only polled. */
  readonly webhookSecret: string | undefined;
  readonly currencies: readonly string[];
  readonly timeoutMilliseconds: number;
};
