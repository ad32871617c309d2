/** What PayPal issued for us, and where it is reached. */
export type PaypalSettings = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of our address as it is registered there; undefined where it is not: then status is only polled. */
  readonly webhookId: string | undefined;
  readonly currencies: readonly string[];
  readonly timeoutMilliseconds: number;
};
