import { Link } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import { ArrowIcon, PhoneIcon, SeatIcon, CheckIcon } from '../ui/icons.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { Landscape } from './landscape.tsx';
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
  const [today, places, from] = await Promise.all([
    todayOfNetwork(visit),
    listPlaces(visit, '', placesShown),
    findWishedPlace(visit, wish.from),
  ]);
  return {
    today,
    places,
    wish: { ...wish, date: wish.date === '' ? today : wish.date, outbound: '' },
    from: from.kind === 'found' ? from.place : undefined,
  };
}

export default function HomePage({ loaderData: { today, places, wish, from } }: Route.ComponentProps) {
  const text = useText();
  return (
    <>
      <title>{text('home.document-title')}</title>
      <meta name="description" content={text('home.lead')} />
      <section className="-mx-4 -mt-6 overflow-hidden bg-banner text-white sm:mx-0 sm:mt-0 sm:rounded-lg">
        <div className="relative px-4 pt-8 pb-44 sm:px-8 sm:pt-10 sm:pb-64">
          <h1 className="max-w-xl text-3xl sm:text-4xl">{text('home.title')}</h1>
          <p className="mt-3 max-w-md text-lg">{text('home.lead')}</p>
          <Landscape />
        </div>
      </section>
      <section className="relative -mt-20 rounded-lg border border-line bg-surface p-4 shadow-card sm:mx-6 sm:p-6">
        <SearchForm wish={wish} today={today} />
      </section>
      {places.length > 0 && (
        <section id="places" className="mt-10">
          <h2 className="text-xl">
            {from === undefined ? text('home.places.from') : text('home.places.to', { from: from.name })}
          </h2>
          <ul className="mt-4 grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
            {places
              .filter((place) => place.id !== from?.id)
              .map((place) => (
                <li key={place.id}>
                  <Link
                    to={placeAddress(place, from, wish.date)}
                    preventScrollReset={from === undefined}
                    className="flex min-h-12 items-center justify-between gap-2 rounded-md border border-line bg-surface px-3.5 py-2 font-semibold no-underline hover:border-brand hover:bg-tint"
                  >
                    {place.name}
                    <ArrowIcon className="size-4 text-brand" />
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      )}
      <section className="mt-12">
        <h2 className="text-xl">{text('home.how')}</h2>
        <ol className="mt-4 grid gap-4 sm:grid-cols-3">
          <How
            icon={<SeatIcon className="size-6" />}
            title={text('home.how.seat.title')}
            body={text('home.how.seat.body')}
          />
          <How
            icon={<PhoneIcon className="size-6" />}
            title={text('home.how.pay.title')}
            body={text('home.how.pay.body')}
          />
          <How
            icon={<CheckIcon className="size-6" />}
            title={text('home.how.ride.title')}
            body={text('home.how.ride.body')}
          />
        </ol>
      </section>
    </>
  );
}

type Named = { readonly id: string; readonly name: string };

/** The first pick says where from, the second where to, and that is a search. */
function placeAddress(place: Named, from: Named | undefined, date: string): string {
  const query =
    from === undefined
      ? { from: place.name, fromId: place.id, date }
      : { from: from.name, fromId: from.id, to: place.name, toId: place.id, date };
  return `${from === undefined ? '/' : '/search'}?${new URLSearchParams(query).toString()}${from === undefined ? '#places' : ''}`;
}

function How({ icon, title, body }: { readonly icon: React.ReactNode; readonly title: string; readonly body: string }) {
  return (
    <li className="flex gap-3 sm:flex-col">
      <span className="grid size-11 shrink-0 place-items-center rounded-md bg-tint text-brand">{icon}</span>
      <span>
        <span className="block font-bold">{title}</span>
        <span className="block text-muted">{body}</span>
      </span>
    </li>
  );
}
