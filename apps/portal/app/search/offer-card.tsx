import { Link } from 'react-router';
import { BusIcon, buttonClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { Stretch } from '../ui/stretch.tsx';
import type { OfferView } from './view-offer.server.ts';
import { amenityWords, classWord } from './words.ts';

/** So few that somebody else may be quicker. */
const fewSeats = 5;

export function OfferCard({ offer }: { readonly offer: OfferView }) {
  const text = useText();
  const { stretch, state } = offer;
  return (
    <article className="rounded-lg border border-line bg-surface shadow-card">
      <h2 className="sr-only">
        {text('offer.heading', { time: stretch.from.time, company: offer.companyName, fare: offer.fare })}
      </h2>
      <div className="p-4 sm:px-6">
        <Stretch stretch={stretch} stopsBetween={offer.stopsBetween} />
        {offer.stops.length > 0 && <StopsOnTheWay offer={offer} />}
      </div>
      <div className="tear" aria-hidden="true" />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 p-4 sm:px-6">
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-semibold">
            <BusIcon className="size-5 text-brand" />
            {offer.companyName}
          </p>
          <Included offer={offer} />
          <p className={`text-sm ${offer.seatsFree <= fewSeats ? 'font-semibold text-warn' : 'text-muted'}`}>
            {state === 'left' ? text('offer.left') : text('offer.seats', { count: offer.seatsFree })}
          </p>
        </div>
        <div className="flex flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2 sm:justify-end">
          <p className="text-lg font-bold whitespace-nowrap">{offer.fare}</p>
          {state === 'full' && (
            <Link to={offer.waitingListHref} className={`${buttonClasses('secondary')} grow sm:grow-0`}>
              {text('waiting-list.link')}
              <span className="sr-only">
                {' '}
                {text('waiting-list.link.of', { time: stretch.from.time, company: offer.companyName })}
              </span>
            </Link>
          )}
          {state === 'open' && (
            <Link to={offer.href} className={`${buttonClasses('primary')} grow sm:grow-0`}>
              {text('offer.choose')}
              <span className="sr-only">
                {' '}
                {text('offer.choose.of', { time: stretch.from.time, company: offer.companyName })}
              </span>
            </Link>
          )}
        </div>
      </div>
    </article>
  );
}

function StopsOnTheWay({ offer: { stops, stopsBetween } }: { readonly offer: OfferView }) {
  const text = useText();
  return (
    <details className="mt-1 text-sm">
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-brand underline">
        {text('offer.stops', { count: stopsBetween })}
      </summary>
      <ol className="mt-1 space-y-1">
        {stops.map(({ name, at, time }) => (
          <li key={`${at} ${name}`} className="flex gap-3">
            <time dateTime={at} className="tabular-nums">
              {time}
            </time>
            {name}
          </li>
        ))}
        {stops.length < stopsBetween && <li>{text('offer.more-stops', { count: stopsBetween - stops.length })}</li>}
      </ol>
    </details>
  );
}

/** What the bus has, as far as it is known. */
function Included({ offer: { classes, amenities } }: { readonly offer: OfferView }) {
  const text = useText();
  const parts = [...classes.map((each) => classWord(each, text)), ...amenities.map((each) => text(amenityWords[each]))];
  return parts.length === 0 ? null : <p className="text-sm text-muted">{parts.join(' · ')}</p>;
}
