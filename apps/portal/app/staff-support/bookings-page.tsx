import { Form } from 'react-router';
import { Button, Field, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { loadBooking, type ShownBooking } from './load-booking.server.ts';
import type { Route } from './+types/bookings-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  return await loadBooking(visitOf(context), request);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function BookingsPage({ loaderData }: Route.ComponentProps) {
  const text = useText();
  const { grantId, reference, support, isUnknown, booking } = loaderData;
  return (
    <>
      <PageTitle lead={text('bookings.lead')}>{text('bookings.title')}</PageTitle>
      {support !== undefined && (
        <div className="mt-4">
          <Notice tone="warn" title={text('audit.support')}>
            {support}
          </Notice>
        </div>
      )}
      <Form className="mt-6 flex max-w-lg flex-wrap items-end gap-3">
        {grantId !== undefined && <input type="hidden" name="grant" value={grantId} />}
        <Field
          className="min-w-0 flex-1"
          name="reference"
          label={text('bookings.reference')}
          defaultValue={reference}
          error={isUnknown ? text('bookings.unknown') : undefined}
          autoComplete="off"
          maxLength={20}
        />
        <Button>{text('bookings.find')}</Button>
      </Form>
      {booking !== undefined && <BookingView booking={booking} />}
    </>
  );
}

function BookingView({ booking }: { readonly booking: ShownBooking }) {
  const text = useText();
  return (
    <article
      aria-label={booking.reference}
      className="mt-6 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6"
    >
      <h2 className="text-lg font-semibold">{booking.reference}</h2>
      <p className="text-muted">{text(`bookings.status.${booking.status}`)}</p>
      <ul className="mt-4 space-y-3">
        {booking.claims.map((claim) => (
          <li key={claim.claimId} className="border-t border-line pt-3">
            <p className="font-semibold">{claim.passengerName ?? text('bookings.no-name')}</p>
            <p>
              {claim.routeName} · {claim.ride}
            </p>
            <p className="text-sm text-muted">
              {claim.departs} · {text('bookings.seat', { seat: claim.seatLabel })} · {claim.fare}
              {claim.shortCode !== undefined && ` · ${claim.shortCode}`}
            </p>
            {claim.isCancelled && <p className="font-semibold text-bad">{text('bookings.cancelled')}</p>}
          </li>
        ))}
      </ul>
    </article>
  );
}
