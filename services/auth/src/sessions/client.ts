import { clientLabel } from '@safiri/runtime';

/** What a client says of itself. Anybody can say the same, so it proves nothing; it tells an honest client from another. */
export type Client = {
  /** Browser and system, e.g. "Firefox, Linux"; empty when it does not say. */
  readonly label: string;
  /** The random id of a browser. */
  readonly deviceId: string | null;
};

export function clientOf(request: { readonly userAgent: string; readonly deviceId: string | null }): Client {
  return { label: clientLabel(request.userAgent), deviceId: request.deviceId };
}

/** A session that never heard of a device takes the first that it hears of. */
export function isSameClient(known: Client, now: Client): boolean {
  return known.label === now.label && (known.deviceId === null || known.deviceId === now.deviceId);
}
