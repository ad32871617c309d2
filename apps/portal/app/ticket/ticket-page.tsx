import { ButtonLink, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { RefundProgress } from '../refund/refund-progress.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { KeptNotice } from '../offline/kept-notice.tsx';
import { useKeptTickets } from '../offline/use-kept-tickets.ts';
import { useProgress } from '../ui/use-progress.ts';
import { visitOf } from '../visit/visit.server.ts';
import { KeepTickets, readSent } from './keep-tickets.tsx';
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
  const search = new URL(request.url).searchParams;
  const [page, receipts] = await Promise.all([loadTickets(visit, params.link), loadReceiptLinks(visit, params.link)]);
  return {
    ...page,
    receipts,
    changed: search.get('changed'),
    sent: readSent(search.get('sent')),
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
  useKeptTickets(page.link, page.mark);
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
      {isConfirmed && page.kept !== undefined && <KeptNotice at={page.kept.at} title={page.kept.title} />}
      {!isConfirmed && (
        <div className="mt-4">
          <Notice tone="warn" title={text(whyNoTickets[page.status] ?? 'ticket.not-paid')} />
        </div>
      )}
      {page.changed === 'seat' && <Changed title="change.done.title" body="change.done.body" />}
      {page.changed === 'names' && <Changed title="ticket.names.saved" />}
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
      {page.mayCancel && <WhatMayBeDone link={page.link} />}
      {isConfirmed && <KeepTickets link={page.link} contact={page.contact} sent={page.sent} />}
      <TicketConditions total={page.total} conditions={isConfirmed ? page.conditions : []} />
      <ReceiptLinks receipts={page.receipts} />
      <p className="no-print mt-6 text-sm text-muted">{text('ticket.link')}</p>
    </div>
  );
}

/** What was done on another page of these tickets is confirmed here. */
function Changed({ title, body }: { readonly title: MessageKey; readonly body?: MessageKey }) {
  const text = useText();
  return (
    <div className="no-print mt-4">
      <Notice tone="good" role="status" title={text(title)}>
        {body === undefined ? undefined : text(body)}
      </Notice>
    </div>
  );
}

function WhatMayBeDone({ link }: { readonly link: string }) {
  const text = useText();
  return (
    <p className="no-print needs-network mt-6 flex flex-wrap gap-3">
      <ButtonLink to={`/t/${link}/names`} look="secondary">
        {text('ticket.names.open')}
      </ButtonLink>
      <ButtonLink to={`/t/${link}/seats`} look="secondary">
        {text('change.open')}
      </ButtonLink>
      <ButtonLink to={`/t/${link}/refund`} look="secondary">
        {text('refunds.open')}
      </ButtonLink>
    </p>
  );
}
