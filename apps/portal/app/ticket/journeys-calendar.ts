import { loadMessages } from '../messages/catalogues.ts';
import { languageOf } from '../messages/text-context.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { writeCalendar } from './calendar.server.ts';
import { loadItinerary } from './load-itinerary.server.ts';
import { findOrderByLink } from './load-tickets.server.ts';
import { privateFile } from './private-file.server.ts';
import type { Route } from './+types/journeys-calendar';

/** The journeys for a calendar. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const [order, journeys] = await Promise.all([findOrderByLink(visit, params.link), loadItinerary(visit, params.link)]);
  if (journeys.length === 0 || (order.status !== 'confirmed' && order.status !== 'cancelled'))
    throw failPage(visit, { code: 'NOT_FOUND' });
  const { text } = languageOf(await loadMessages(visit.locale), visit.locale);
  const calendar = writeCalendar(order, journeys, { text, writing: visit.writing });
  return privateFile(calendar, { type: 'text/calendar; charset=utf-8', name: `safiri-${order.reference}.ics` });
}
