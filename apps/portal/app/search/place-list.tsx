import { Link } from 'react-router';
import { ArrowIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

type Named = { readonly id: string; readonly name: string };
type PlaceListProps = { readonly places: readonly Named[]; readonly from: Named | undefined; readonly date: string };

/** Places to begin with for somebody who knows none: the first pick says where from, the second where to, and that is a search. */
export function PlaceList({ places, from, date }: PlaceListProps) {
  const text = useText();
  return (
    <section id="places" className="mt-10">
      <h2 className="text-xl">
        {from === undefined ? text('home.places.from') : text('home.places.to', { from: from.name })}
      </h2>
      <ul className="mt-4 grid grid-cols-[repeat(auto-fill,minmax(min(9.5rem,100%),1fr))] gap-2 sm:grid-cols-3 lg:grid-cols-4">
        {places
          .filter((place) => place.id !== from?.id)
          .map((place) => (
            <li key={place.id}>
              <Link
                to={addressOf(place, from, date)}
                preventScrollReset={from === undefined}
                className="flex h-full min-h-12 items-center justify-between gap-2 rounded-md border border-line bg-surface px-3.5 py-2 font-semibold no-underline hover:border-brand hover:bg-tint"
              >
                {place.name}
                <ArrowIcon className="size-4 text-brand" />
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}

function addressOf(place: Named, from: Named | undefined, date: string): string {
  if (from === undefined)
    return `/?${new URLSearchParams({ from: place.name, fromId: place.id, date }).toString()}#places`;
  return `/search?${new URLSearchParams({ from: from.name, fromId: from.id, to: place.name, toId: place.id, date }).toString()}`;
}
