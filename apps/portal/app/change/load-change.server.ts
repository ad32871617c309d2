import { getSeatMap, type OrderClaim } from '@safiri/contracts';
import { newId, systemClock } from '@safiri/kernel';
import { viewSeat } from '../refund/load-refund.server.ts';
import { findOrderByLink } from '../ticket/load-tickets.server.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { millisecondsOf } from '../visit/instant.ts';
import type { Visit } from '../visit/visit.server.ts';

/** The tickets that may have another seat, as far as can be said before one is asked for. */
export async function loadTicketsToChange(visit: Visit, link: string) {
  const order = await findOrderByLink(visit, link);
  const seats = order.claims.filter(isAhead).map((claim) => viewSeat(visit, claim));
  return { link, reference: order.reference, seats };
}

function isAhead({ ticket, from }: OrderClaim): boolean {
  return ticket?.status === 'issued' && millisecondsOf(from.departsAt) > systemClock.now().getTime();
}

/** The bus of one ticket, with the seats that somebody has on its part of the way. */
export async function loadSeatChange(
  visit: Visit,
  { link, claimId }: { readonly link: string; readonly claimId: string },
) {
  const order = await findOrderByLink(visit, link);
  const claim = order.claims.find((each) => each.claimId === claimId && isAhead(each));
  if (claim === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const query = { from: claim.from.index, to: claim.to.index };
  const map = await visit.api(getSeatMap, { params: { tripId: claim.tripId }, query });
  if (!map.ok) throw failPage(visit, map.code === 'STRETCH_INVALID' ? { code: 'NOT_FOUND' } : map);
  return {
    /** Names one intent to change: sent again it finds what it changed. */
    formKey: newId(),
    link,
    reference: order.reference,
    ticket: viewSeat(visit, claim),
    decks: map.value.decks,
    taken: map.value.taken,
    womenOnly: map.value.womenOnly ?? [],
  };
}
