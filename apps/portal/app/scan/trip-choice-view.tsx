import { Link } from 'react-router';
import { ArrowIcon, BackIcon, ClockIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { CompanyChoice } from '../ui/company-choice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { TripChoice } from './trip-choice.ts';

const dayClasses = 'inline-flex min-h-12 items-center gap-2 rounded-md px-2 font-semibold text-brand hover:bg-tint';

type TripChoiceViewProps = {
  readonly choice: TripChoice;
  /** Address of the page that chooses and scans. */
  readonly home: string;
};

export function TripChoiceView({ choice, home }: TripChoiceViewProps) {
  const text = useText();
  const address = (more: Readonly<Record<string, string>>): string =>
    `${home}?${new URLSearchParams({ ...(choice.companies.length > 0 ? { company: choice.companyId } : {}), ...more }).toString()}`;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle eyebrow={choice.companyName} lead={choice.dateText}>
        {text('scan.choose.title')}
      </PageTitle>
      {choice.companies.length > 0 && <CompanyChoice {...choice} />}
      <nav aria-label={text('results.days')} className="mt-4 flex justify-between border-y border-line">
        <Link className={dayClasses} to={address({ date: choice.before })}>
          <BackIcon className="size-4" />
          {text('results.day-before')}
        </Link>
        <Link className={dayClasses} to={address({ date: choice.next })}>
          {text('results.day-after')}
          <ArrowIcon className="size-4" />
        </Link>
      </nav>
      {choice.nextTripId !== undefined && (
        <p className="mt-2">
          <a className={dayClasses} href={`#trip-${choice.nextTripId}`}>
            <ClockIcon className="size-4" />
            {text('scan.choose.now')}
          </a>
        </p>
      )}
      {choice.trips.length === 0 ? (
        <p className="mt-6 text-lg text-muted">{text('scan.choose.none')}</p>
      ) : (
        <TripList trips={choice.trips} home={home} />
      )}
      {choice.later !== undefined && (
        <p className="mt-4">
          <Link className={dayClasses} to={address({ date: choice.date, after: String(choice.later) })}>
            {text('scan.choose.later')}
            <ArrowIcon className="size-4" />
          </Link>
        </p>
      )}
    </div>
  );
}

function TripList({ trips, home }: { readonly trips: TripChoice['trips']; readonly home: string }) {
  const text = useText();
  return (
    <ul className="mt-4 space-y-2">
      {trips.map((trip) => (
        <li key={trip.tripId} id={`trip-${trip.tripId}`}>
          <Link
            to={`${home}?trip=${trip.tripId}`}
            className="flex min-h-14 items-center gap-4 rounded-md border border-line bg-surface px-4 py-2 no-underline hover:border-brand hover:bg-tint"
          >
            <span className="text-lg font-bold tabular-nums">{trip.time}</span>
            <span className="min-w-0 flex-1">
              {text('results.title', { from: trip.fromStop, to: trip.toStop })}
              <span className="block text-sm text-muted">{trip.routeName}</span>
              {trip.isCancelled && (
                <span className="block text-sm font-semibold text-bad">{text('my-tickets.cancelled')}</span>
              )}
            </span>
            <ArrowIcon className="size-4 text-brand" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
