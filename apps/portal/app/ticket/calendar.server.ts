import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { ItineraryJourney, Order } from '@safiri/contracts';
import type { Text } from '../messages/text.ts';
import type { Writing } from '../messages/writing.server.ts';
import { millisecondsOf } from '../visit/instant.ts';

type Words = { readonly text: Text; readonly writing: Writing };

/**
 * The journeys of an order as a calendar file. Instants are UTC, which every calendar shows by its own clocks, right on both
 * sides of a border; the clocks at the stops stand in the text. An entry keeps its name for good, and its sequence rises with
 * every change, so that the file taken once more changes the entry instead of adding one. Calendars are shown to others: the
 * private link is not in it.
 */
export function writeCalendar(order: Order, journeys: readonly ItineraryJourney[], words: Words): string {
  const calendar = ical({ prodId: '//Safiri//Tickets//EN', name: 'Safiri', method: ICalCalendarMethod.PUBLISH });
  for (const journey of journeys) {
    const claims = order.claims.filter(({ tripId }) => tripId === journey.tripId);
    const good = claims.filter(({ ticket, tripStatus }) => ticket?.status === 'issued' && tripStatus === 'scheduled');
    const [from, to] = [journey.stops[0], journey.stops.at(-1)];
    const [claim] = claims;
    if (from === undefined || to === undefined || claim === undefined) continue;
    const { text, writing } = words;
    calendar.createEvent({
      id: `${order.orderId}.${journey.tripId}@safiri`,
      sequence: journey.revision,
      stamp: dateOf(order.serverTime),
      start: dateOf(from.departsAt),
      end: dateOf(to.arrivesAt),
      summary: text('ticket.calendar.summary', { from: from.name, to: to.name }),
      location: { title: from.name, geo: { lat: from.latitude, lon: from.longitude } },
      description: [
        text('ticket.calendar.board', {
          stop: from.name,
          time: writing.time(from.departsAt, from.timeZone),
          clocks: writing.clocks(from.departsAt, from.timeZone),
        }),
        claim.approximate ? text('stretch.approximate', { time: writing.time(from.departsAt, from.timeZone) }) : '',
        text('ticket.calendar.alight', {
          stop: to.name,
          time: writing.time(to.arrivesAt, to.timeZone),
          clocks: writing.clocks(to.arrivesAt, to.timeZone),
        }),
        text('ticket.calendar.seats', {
          company: claim.companyName,
          count: good.length,
          seats: good.map(({ seatLabel }) => seatLabel).join(', '),
          reference: order.reference,
        }),
        claim.companyPhone ?? '',
      ]
        .filter((line) => line !== '')
        .join('\n'),
      status: good.length === 0 ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}

function dateOf(instant: string): Date {
  return new Date(millisecondsOf(instant));
}
