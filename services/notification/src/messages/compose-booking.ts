import type { bookingConfirmed, PayloadOf } from '@safiri/contracts';
import { formatMoney } from '@safiri/kernel';
import { languageOf, say } from './catalogue.ts';
import { localTime } from './local-time.ts';

export type Booking = PayloadOf<typeof bookingConfirmed>;
export type BookingTexts = { readonly sms: string; readonly subject: string; readonly mail: string };

/** What a passenger reads about a confirmed booking: times as clocks at the stop show them, a link and never a code. Pure. */
export function composeBooking(booking: Booking, publicUrl: string): BookingTexts {
  const { locale, reference } = booking;
  const link = `${publicUrl.replace(/\/$/, '')}/t/${booking.link}`;
  const lines = booking.journeys.flatMap((journey) => [
    say(locale, 'booking.journey', {
      company: journey.companyName,
      from: journey.fromStop,
      to: journey.toStop,
      departs: localTime(journey.departsAt, journey.timeZone, locale),
      seats: journey.seatLabels.join(', '),
      count: journey.seatLabels.length,
    }),
    ...aboutOtherSeats(booking, journey),
  ]);
  const count = booking.journeys.reduce((sum, journey) => sum + journey.seatLabels.length, 0);
  return {
    sms: say(locale, 'booking.sms', { reference, link, count, journeys: lines.join(' ') }),
    subject: say(locale, 'booking.subject', { reference }),
    mail: say(locale, 'booking.mail', {
      reference,
      link,
      count,
      journeys: lines.join('\n'),
      total: formatMoney(booking.total, languageOf(locale)),
    }),
  };
}

/** That late money bought other seats than were ordered, and until when the passenger may say no. */
function aboutOtherSeats(
  { locale, freeCancellationUntil: until }: Booking,
  { seatLabels, orderedSeatLabels, timeZone }: Booking['journeys'][number],
): string[] {
  if (orderedSeatLabels === undefined || until === undefined) return [];
  return [
    say(locale, 'booking.other-seats', {
      seats: seatLabels.join(', '),
      ordered: orderedSeatLabels.join(', '),
      count: seatLabels.length,
      until: localTime(until, timeZone, locale),
    }),
  ];
}
