import { Link } from 'react-router';
import { ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { DayStrip } from '../search/day-strip.tsx';
import { OfferCard } from '../search/offer-card.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { stopAddress } from './addresses.ts';
import { loadBuses } from './load-buses.server.ts';
import { PageHead } from './page-head.tsx';
import type { Route } from './+types/buses-page';

export async function loader({ request, context, params }: Route.LoaderArgs) {
  return await loadBuses(visitOf(context), request, params);
}

export default function BusesPage({ loaderData }: Route.ComponentProps) {
  const { from, to, address, back, date, days, offers, all, structured } = loaderData;
  const text = useText();
  const names = { from: from.name, to: to.name };
  const title = text('network.buses.title', names);
  const lead = text('network.buses.lead', names);
  return (
    <>
      <PageHead {...{ title, description: lead, address, structured }} />
      <PageTitle lead={lead}>{title}</PageTitle>
      <DayStrip days={days} />
      {offers.length === 0 ? (
        <p className="mt-6 text-muted">{text('network.none')}</p>
      ) : (
        <section className="mt-6">
          <h2 className="text-xl">{text('network.buses.next', { date })}</h2>
          <ul className="mt-4 space-y-4">
            {offers.map((offer) => (
              <li key={offer.key}>
                <OfferCard offer={offer} />
              </li>
            ))}
          </ul>
          <p className="mt-4">
            <ButtonLink look="secondary" to={all}>
              {text('network.buses.all')}
            </ButtonLink>
          </p>
        </section>
      )}
      <ul className="mt-8">
        <li>
          <Link to={back} className="inline-flex min-h-11 items-center text-brand underline">
            {text('network.buses.back', names)}
          </Link>
        </li>
        {[from, to].map((place) => (
          <li key={place.id}>
            <Link to={stopAddress(place)} className="inline-flex min-h-11 items-center text-brand underline">
              {text('network.stop.title', { place: place.name })}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
