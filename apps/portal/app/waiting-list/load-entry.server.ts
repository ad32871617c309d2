import { getWaitingEntry, type WaitingEntry } from '@safiri/contracts';
import { viewStretch } from '../ui/view-stretch.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import type { Visit } from '../visit/visit.server.ts';

/** One's own entry; somebody else's is "not found". */
export async function findEntry(visit: Visit, entryId: string): Promise<WaitingEntry> {
  const answer = await visit.api(getWaitingEntry, { params: { entryId } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value;
}

/** Changes whenever the page would look different. */
export function entryMark({ status, place, offer }: WaitingEntry): string {
  return [status, place, offer?.orderId].join(' ');
}

export async function loadEntry(visit: Visit, entryId: string) {
  const entry = await findEntry(visit, entryId);
  const { from, to, contact, offer } = entry;
  return {
    entryId,
    companyName: entry.companyName,
    stretch: viewStretch({ from, to }, visit.writing),
    seats: entry.seats,
    status: entry.status,
    place: entry.place ?? 1,
    contact: [contact.phone ?? '', contact.email ?? ''].filter((part) => part !== '').join(', '),
    offer:
      offer === null
        ? undefined
        : { address: `/orders/${offer.orderId}`, until: visit.writing.time(offer.until, from.timeZone) },
    mark: entryMark(entry),
    tripAddress: `/trips/${entry.tripId}?from=${from.index}&to=${to.index}`,
  };
}

export type EntryPage = Awaited<ReturnType<typeof loadEntry>>;
