import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

/** Where a request comes from, as the runtime tells it. */
export type Caller = { readonly address: string; readonly deviceId: string | null };

/** A browser that the account was signed in with has a place of its own: strangers who fail elsewhere do not slow it. */
export type Place = { readonly isKnown: boolean; readonly name: string };

/** The same question for an account that is not there: time does not tell which. */
export async function placeOf(tx: Tx, accountId: string | null, caller: Caller): Promise<Place> {
  const { rows } = await sql`
    select 1 from sessions where subject_id = ${accountId}::uuid and device_id = ${caller.deviceId}::uuid limit 1`.execute(
    tx,
  );
  return rows.length > 0
    ? { isKnown: true, name: `device ${caller.deviceId}` }
    : { isKnown: false, name: addressPlace(caller) };
}

/** Of IPv6 the network: one house has more addresses than anybody can count. */
export function addressPlace({ address }: Caller): string {
  return `address ${address.includes(':') ? address.split(':').slice(0, 4).join(':') : address}`;
}
