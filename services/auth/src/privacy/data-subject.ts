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
 * The one place that says which numbers and addresses are an account's own. One that was only typed in may be anybody's:
 * whoever could name it would read, and erase, what is a stranger's.
 */
async function readProven(_tx: Tx, _accountId: string): Promise<Pick<DataSubject, 'phones' | 'emails'>> {
  return { phones: [], emails: [] };
}
