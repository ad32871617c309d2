import { sql } from 'kysely';
import type { DataSubject } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** As many guests as the contract's list holds; whoever signs in on a new device is one more. */
const mostGuests = 199;

/** What the rows of an account, or of a guest, are found by. */
export async function readDataSubject(tx: Tx, subjectId: string): Promise<DataSubject> {
  const { rows } = await sql<{ guestId: string }>`
    select guest_id as "guestId" from claimed_guests where account_id = ${subjectId} order by guest_id desc limit ${mostGuests}`.execute(
    tx,
  );
  return { subjectIds: [subjectId, ...rows.map(({ guestId }) => guestId)], ...(await readProven(tx, subjectId)) };
}

/**
 * Which numbers and addresses are an account's own: those at which its owner read a code. One that was only typed in may be
 * anybody's: whoever could name it would read, and erase, what is a stranger's. A guest has none.
 */
async function readProven(tx: Tx, accountId: string): Promise<Pick<DataSubject, 'phones' | 'emails'>> {
  const { rows } = await sql<{ phone: string | null; email: string | null }>`
    select case when phone_verified_at is not null then phone end as phone, case when email_verified_at is not null then email end as email
      from accounts where account_id = ${accountId}`.execute(tx);
  return { phones: rows.flatMap(({ phone }) => phone ?? []), emails: rows.flatMap(({ email }) => email ?? []) };
}
