/** What Safaricom issues for a paybill, and where it reaches us. */
export type MpesaSettings = {
  readonly baseUrl: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** The paybill: five to seven digits. */
  readonly shortCode: string;
  readonly passkey: string;
  readonly initiator: string;
  /** The initiator's password as Safaricom's certificate encrypts it; the password itself never comes here. */
  readonly securityCredential: string;
  readonly callbackBaseUrl: string;
  /** Network addresses that callbacks come from; empty where they cannot be told, behind a proxy that hides them. */
  readonly callbackSources: readonly string[];
  /** Whether the paybill is registered for pulling transactions. */
  readonly pulls: boolean;
  readonly timeoutMilliseconds: number;
};
