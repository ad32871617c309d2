import { Link } from 'react-router';
import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { HowItWorks } from './how-it-works.tsx';
import { Landscape } from './landscape.tsx';
import { findOpenOrder, type OpenOrder } from './open-order.server.ts';
import { PlaceList } from './place-list.tsx';
import { findWishedPlace, listPlaces } from './places.server.ts';
import { readSearch } from './search-address.ts';
import { SearchForm } from './search-form.tsx';
import { todayOfNetwork } from './today.server.ts';
import type { Route } from './+types/home-page';

/** Enough to recognise a network, few enough to read on a phone. */
const placesShown = 12;

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const wish = readSearch(new URL(request.url).searchParams);
  const [today, places, from, openOrder] = await Promise.all([
    todayOfNetwork(visit),
    listPlaces(visit, '', placesShown),
    findWishedPlace(visit, wish.from),
    findOpenOrder(visit),
  ]);
  return {
    today,
    places,
    openOrder,
    wish: { ...wish, date: wish.date === '' ? today : wish.date, outbound: '' },
    from: from.kind === 'found' ? from.place : undefined,
  };
}

export default function HomePage({ loaderData: { today, places, openOrder, wish, from } }: Route.ComponentProps) {
  const text = useText();
  return (
    <>
      <title>{text('home.document-title')}</title>
      <meta name="description" content={text('home.lead')} />
      <section className="-mx-4 -mt-6 overflow-hidden bg-banner text-white sm:mx-0 sm:mt-0 sm:rounded-lg">
        <div className="relative px-4 pt-8 pb-44 sm:px-8 sm:pt-10 sm:pb-64">
          <h1 className="max-w-xl text-3xl sm:text-4xl">{text('home.title')}</h1>
          <p className="mt-3 max-w-md text-lg text-balance">{text('home.lead')}</p>
          <Landscape />
        </div>
      </section>
      <section className="relative -mt-20 rounded-lg border border-line bg-surface p-4 shadow-card sm:mx-6 sm:p-6">
        {openOrder !== undefined && <BackToOrder order={openOrder} />}
        <SearchForm wish={wish} today={today} />
      </section>
      {places.length > 0 && <PlaceList places={places} from={from} date={wish.date} />}
      <HowItWorks />
    </>
  );
}

function BackToOrder({ order: { href, until, from, to } }: { readonly order: OpenOrder }) {
  const text = useText();
  return (
    <div className="mb-4">
      <Notice tone="info" title={text('home.open-order.title', { time: until })}>
        <Link className="inline-flex min-h-11 items-center font-semibold text-brand underline" to={href}>
          {text('home.open-order.link', { from, to })}
        </Link>
      </Notice>
    </div>
  );
}
