import { buttonClasses, ButtonLink, Notice, PrintIcon } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { RefundProgress } from '../refund/refund-progress.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useProgress } from '../ui/use-progress.ts';
import { visitOf } from '../visit/visit.server.ts';
import { loadTickets } from './load-tickets.server.ts';
import { OtherSeatsNotice } from './other-seats.tsx';
import { ReceiptLinks } from './receipt-links.tsx';
import { loadReceiptLinks } from './receipt-links.server.ts';
import { TicketCard } from './ticket-card.tsx';
import { TicketConditions } from './ticket-conditions.tsx';
import type { Route } from './+types/ticket-page';

/** While a code is being made the page looks again soon, afterwards now and then: a trip may still be cancelled. */
const secondsWhileMaking = 2;
const refreshSeconds = 5;
const secondsAfterwards = 60;
/** Mobile money arrives within seconds; who watches it sees it. */
const secondsWhileRefunding = 5;

const whyNoTickets: Readonly<Record<string, MessageKey>> = {
  unallocated: 'ticket.unallocated',
  cancelled: 'ticket.all-cancelled',
};

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const [page, receipts] = await Promise.all([loadTickets(visit, params.link), loadReceiptLinks(visit, params.link)]);
  return {
    ...page,
    receipts,
    hasOtherSeat: new URL(request.url).searchParams.get('changed') === 'seat',
    refreshSeconds: page.tickets.some((ticket) => ticket.state === 'being-made') ? refreshSeconds : undefined,
  };
}

function secondsBetweenLooks({ tickets, refunds }: Awaited<ReturnType<typeof loadTickets>>): number {
  if (tickets.some((ticket) => ticket.state === 'being-made')) return secondsWhileMaking;
  return refunds.some((refund) => refund.state === 'due') ? secondsWhileRefunding : secondsAfterwards;
}

/** The address is the key to the ticket: it goes into no cache, no search engine and no other site's log. */
export function headers() {
  return {
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  };
}

export default function TicketPage({ loaderData: page }: Route.ComponentProps) {
  const text = useText();
  useProgress({
    address: `/t/${page.link}/progress`,
    mark: page.mark,
    everySeconds: secondsBetweenLooks(page),
  });
  const isConfirmed = page.status === 'confirmed';
  return (
    <div className="mx-auto max-w-2xl">
      <meta name="robots" content="noindex, nofollow" />
      <meta name="referrer" content="no-referrer" />
      <PageTitle
        eyebrow={`${text('order.reference')} ${page.reference}`}
        lead={isConfirmed ? text('ticket.lead') : undefined}
      >
        {text('ticket.title', { count: page.tickets.length })}
      </PageTitle>
      {!isConfirmed && (
        <div className="mt-4">
          <Notice tone="warn" title={text(whyNoTickets[page.status] ?? 'ticket.not-paid')} />
        </div>
      )}
      {page.hasOtherSeat && <OtherSeatHad />}
      <RefundProgress refunds={page.refunds} />
      {page.otherSeats !== undefined && (
        <div className="mt-4">
          <OtherSeatsNotice link={page.link} other={page.otherSeats} total={page.total} />
        </div>
      )}
      <ul className="mt-6 space-y-8">
        {page.tickets.map((ticket, index) => (
          <li key={ticket.key} className="print-whole">
            <TicketCard ticket={ticket} isConfirmed={isConfirmed} number={index + 1} />
          </li>
        ))}
      </ul>
      <TicketConditions total={page.total} />
      <ReceiptLinks receipts={page.receipts} />
      <p className="no-print needs-script mt-6">
        <button type="button" className={`${buttonClasses('secondary')} cursor-pointer`} onClick={() => window.print()}>
          <PrintIcon />
          {text('ticket.print')}
        </button>
      </p>
      {page.mayCancel && <WhatMayBeDone link={page.link} />}
      <p className="no-print mt-6 text-sm text-muted">{text('ticket.link')}</p>
    </div>
  );
}

function OtherSeatHad() {
  const text = useText();
  return (
    <div className="no-print mt-4">
      <Notice tone="good" role="status" title={text('change.done.title')}>
        {text('change.done.body')}
      </Notice>
    </div>
  );
}

function WhatMayBeDone({ link }: { readonly link: string }) {
  const text = useText();
  return (
    <p className="no-print mt-3 flex flex-wrap gap-3">
      <ButtonLink to={`/t/${link}/seats`} look="secondary">
        {text('change.open')}
      </ButtonLink>
      <ButtonLink to={`/t/${link}/refund`} look="secondary">
        {text('refunds.open')}
      </ButtonLink>
    </p>
  );
}
