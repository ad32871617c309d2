import { sql } from 'kysely';
import type { PinHolder } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { mostTries, secondsToWait } from './pin-rules.ts';

/** As many as the contract lists: no company has more staff who work with devices. */
const mostPeople = 500;

export type StoredPin = { readonly hash: string; readonly firstUntil: Date | null };

/** Who may sign in on a device of the company: staff with a PIN that is good. */
export async function listPinPeople(
  tx: Tx,
  companyId: string,
  now: Date,
): Promise<{ accountId: string; name: string }[]> {
  const { rows } = await sql<{ accountId: string; name: string }>`
    select a.account_id as "accountId", a.name from staff s join accounts a on a.account_id = s.account_id join pins p on p.account_id = s.account_id
     where s.company_id = ${companyId} and s.deactivated_at is null and (p.first_until is null or p.first_until > ${now})
     order by a.name, a.account_id limit ${mostPeople}`.execute(tx);
  return rows;
}

export async function listStaffWithPins(tx: Tx, companyId: string, now: Date): Promise<PinHolder[]> {
  const { rows } = await sql<PinHolder>`
    select a.account_id as "accountId", a.name,
           case when p.account_id is null or p.first_until <= ${now} then 'none'
                when p.first_until is null then 'own' else 'first' end as pin
      from staff s join accounts a on a.account_id = s.account_id left join pins p on p.account_id = s.account_id
     where s.company_id = ${companyId} and s.deactivated_at is null order by a.name, a.account_id limit ${mostPeople}`.execute(
    tx,
  );
  return rows;
}

/** The PIN of somebody who works for that company, unless it is a first one that has run out. Locked: tries and changes come one after the other. */
export async function findPin(
  tx: Tx,
  wanted: { readonly accountId: string; readonly companyId: string; readonly now: Date },
): Promise<StoredPin | undefined> {
  const { rows } = await sql<StoredPin>`
    select p.pin_hash as hash, p.first_until as "firstUntil" from pins p join staff s on s.account_id = p.account_id
     where p.account_id = ${wanted.accountId} and s.company_id = ${wanted.companyId} and s.deactivated_at is null
       and (p.first_until is null or p.first_until > ${wanted.now})
       for update of p`.execute(tx);
  return rows[0];
}

/** Whatever was tried on any device counts no more. */
export async function putPin(
  tx: Tx,
  pin: StoredPin & { readonly accountId: string; readonly changedAt: Date },
): Promise<void> {
  await sql`
    insert into pins (account_id, pin_hash, first_until, changed_at)
    values (${pin.accountId}, ${pin.hash}, ${pin.firstUntil}, ${pin.changedAt})
    on conflict (account_id) do update
       set pin_hash = excluded.pin_hash, first_until = excluded.first_until, changed_at = excluded.changed_at`.execute(
    tx,
  );
  await sql`delete from pin_tries where account_id = ${pin.accountId}`.execute(tx);
}

export type Pairing = { readonly deviceId: string; readonly accountId: string };

/** Counts a try before it is made, so that many at once are counted too; false while none may be made. */
export async function countTry(tx: Tx, { deviceId, accountId }: Pairing, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into pin_tries (device_id, account_id, tries, wait_until)
    values (${deviceId}, ${accountId}, 1, ${now}::timestamptz + make_interval(secs => ${secondsToWait[0]}))
    on conflict (device_id, account_id) do update
       set tries = pin_tries.tries + 1,
           wait_until = ${now}::timestamptz + make_interval(secs => (${[...secondsToWait]}::int[])[pin_tries.tries + 1])
     where pin_tries.wait_until <= ${now} and pin_tries.tries < ${mostTries}`.execute(tx);
  return numAffectedRows === 1n;
}

/** A try that was counted and could not be made. The first may stay counted: it makes nobody wait. */
export async function uncountTry(tx: Tx, { deviceId, accountId }: Pairing, now: Date): Promise<void> {
  await sql`
    update pin_tries set tries = tries - 1, wait_until = ${now}
     where device_id = ${deviceId} and account_id = ${accountId} and tries > 1`.execute(tx);
}

export async function forgetTries(tx: Tx, { deviceId, accountId }: Pairing): Promise<void> {
  await sql`delete from pin_tries where device_id = ${deviceId} and account_id = ${accountId}`.execute(tx);
}

export async function findTries(
  tx: Tx,
  { deviceId, accountId }: Pairing,
): Promise<{ readonly tries: number; readonly waitUntil: Date } | undefined> {
  const { rows } = await sql<{ tries: number; waitUntil: Date }>`
    select tries, wait_until as "waitUntil" from pin_tries
     where device_id = ${deviceId} and account_id = ${accountId}`.execute(tx);
  return rows[0];
}

/** Nobody works on a device by these any more. */
export async function deletePins(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await sql`delete from pin_tries where account_id = any (${accountIds}::uuid[])`.execute(tx);
  await sql`delete from pins where account_id = any (${accountIds}::uuid[])`.execute(tx);
}
