import { loadMessages } from '../messages/catalogues.ts';
import { languageOf } from '../messages/text-context.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { loadTickets } from './load-tickets.server.ts';
import { drawTickets } from './paper.server.ts';
import { privateFile } from './private-file.server.ts';
import type { Route } from './+types/tickets-pdf';

/** All good tickets of an order, one a page. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const page = await loadTickets(visit, params.link);
  const tickets = page.tickets.filter(({ state }) => state !== 'cancelled');
  if (page.status !== 'confirmed' || tickets.length === 0) throw failPage(visit, { code: 'NOT_FOUND' });
  const { locale, text } = languageOf(await loadMessages(visit.locale), visit.locale);
  const bytes = await drawTickets({ ...page, tickets }, { locale, text });
  return privateFile(bytes, { type: 'application/pdf', name: `safiri-${page.reference}.pdf` });
}
