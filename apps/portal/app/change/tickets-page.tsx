import { Link } from 'react-router';
import { ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { loadTicketsToChange } from './load-change.server.ts';
import { privateHeaders } from '../refund/load-refund.server.ts';
import { useSeatName } from '../refund/seat-name.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/tickets-page';

export async function loader({ params, context }: Route.LoaderArgs) {
  return await loadTicketsToChange(visitOf(context), params.link);
}

export function headers() {
  return privateHeaders;
}

/** Which ticket is to have another seat. */
export default function TicketsToChangePage({ loaderData: page }: Route.ComponentProps) {
  const text = useText();
  const seatName = useSeatName();
  const hasAny = page.seats.length > 0;
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle
        eyebrow={`${text('order.reference')} ${page.reference}`}
        lead={text(hasAny ? 'change.tickets.lead' : 'change.none.body')}
      >
        {text(hasAny ? 'change.tickets.title' : 'change.none.title')}
      </PageTitle>
      <ul className="space-y-3">
        {page.seats.map((seat) => (
          <li key={seat.claimId}>
            <Link
              to={`/t/${page.link}/seats/${seat.claimId}`}
              className="block rounded-lg border border-line bg-surface px-4 py-3 shadow-card hover:bg-tint"
            >
              <span className="block font-semibold break-words underline">{seatName(seat)}</span>
              <span className="block text-muted">
                {seat.stretch.from.day}, {seat.stretch.from.time} · {seat.stretch.from.name} – {seat.stretch.to.name}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <ButtonLink to={`/t/${page.link}`} look="quiet">
        {text('refunds.back')}
      </ButtonLink>
    </div>
  );
}
