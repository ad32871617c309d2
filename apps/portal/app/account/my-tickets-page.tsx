import { Link } from 'react-router';
import { listMyOrders } from '@safiri/contracts';
import { ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { viewJourneys, type JourneyView } from '../order/view-journeys.server.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { Stretch } from '../ui/stretch.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf, type Visit } from '../visit/visit.server.ts';
import { moveLeftoverOrders } from './begin-session.server.ts';
import type { Route } from './+types/my-tickets-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const before = new URL(request.url).searchParams.get('before');
  const isSignedIn = visit.session.holder().kind === 'account';
  await moveLeftoverOrders(visit);
  return { isSignedIn, ...(await loadBookings(visit, before)) };
}

export type Booking = {
  readonly orderId: string;
  readonly reference: string;
  readonly href: string;
  readonly total: string;
  readonly journeys: readonly JourneyView[];
};

async function loadBookings(
  visit: Visit,
  before: string | null,
): Promise<{ bookings: Booking[]; older: string | undefined }> {
  if (visit.session.holder().kind === 'nobody') return { bookings: [], older: undefined };
  const answer = await visit.api(listMyOrders, { query: before === null ? {} : { before } });
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') return { bookings: [], older: undefined };
  if (!answer.ok) throw failPage(visit, answer);
  const { orders, more } = answer.value;
  const bookings = orders.map((order) => ({
    orderId: order.orderId,
    reference: order.reference,
    href: order.link === null ? `/orders/${order.orderId}` : `/t/${order.link}`,
    total: visit.writing.money(order.total),
    journeys: viewJourneys(order, visit.writing),
  }));
  return { bookings, older: more ? orders.at(-1)?.orderId : undefined };
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function MyTicketsPage({ loaderData: { isSignedIn, bookings, older } }: Route.ComponentProps) {
  const text = useText();
  return (
    <>
      <PageTitle lead={isSignedIn ? undefined : text('my-tickets.guest')}>{text('nav.my-tickets')}</PageTitle>
      {!isSignedIn && (
        <p className="mt-3">
          <ButtonLink look="secondary" to="/sign-in?returnTo=/my-tickets">
            {text('nav.sign-in')}
          </ButtonLink>
        </p>
      )}
      {bookings.length === 0 ? (
        <section className="mt-8 rounded-lg border border-dashed border-edge p-6 text-center">
          <h2 className="text-xl">{text('my-tickets.none.title')}</h2>
          <p className="mx-auto mt-2 max-w-prose text-muted">{text('my-tickets.none.body')}</p>
          <p className="mt-4">
            <ButtonLink to="/">{text('my-tickets.search')}</ButtonLink>
          </p>
        </section>
      ) : (
        <ul className="mt-6 space-y-4">
          {bookings.map((booking) => (
            <li key={booking.orderId}>
              <BookingCard booking={booking} />
            </li>
          ))}
        </ul>
      )}
      {older !== undefined && (
        <p className="mt-6">
          <ButtonLink look="secondary" to={`/my-tickets?before=${older}`}>
            {text('my-tickets.older')}
          </ButtonLink>
        </p>
      )}
      <p className="mt-8 flex flex-wrap gap-x-4">
        <ButtonLink look="quiet" to="/find-booking">
          {text('find-booking.title')}
        </ButtonLink>
        {isSignedIn && (
          <ButtonLink look="quiet" to="/account/security">
            {text('security.title')}
          </ButtonLink>
        )}
        {isSignedIn && (
          <ButtonLink look="quiet" to="/account/sessions">
            {text('sessions.title')}
          </ButtonLink>
        )}
        <ButtonLink look="quiet" to="/account/privacy">
          {text('privacy.title')}
        </ButtonLink>
      </p>
    </>
  );
}

function BookingCard({ booking }: { readonly booking: Booking }) {
  const text = useText();
  return (
    <article className="rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <h2 className="text-sm font-semibold text-muted">
        {text('order.reference')} <span className="text-ink">{booking.reference}</span>
      </h2>
      {booking.journeys.map((journey) => (
        <div key={journey.key} className="mt-3 border-t border-line pt-3">
          <p className="mb-2 font-semibold">
            {journey.stretch.from.day} · {journey.companyName}
            {journey.isCancelled && <span className="text-bad"> · {text('my-tickets.cancelled')}</span>}
          </p>
          <Stretch stretch={journey.stretch} />
          <p className="mt-2 text-sm text-muted">
            {text('order.seats', { count: journey.seatLabels.length, seats: journey.seatLabels.join(', ') })}
          </p>
        </div>
      ))}
      <p className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <strong>{booking.total}</strong>
        <Link className="inline-flex min-h-11 items-center font-semibold text-brand underline" to={booking.href}>
          {text('my-tickets.show', { reference: booking.reference })}
        </Link>
      </p>
    </article>
  );
}
