import { useText } from '../messages/text-context.tsx';
import { aboutPlace } from './about-place.ts';
import type { PlaceChoice } from './resolve-place.ts';

type PlaceOptionsProps = {
  readonly listId: string;
  readonly places: readonly PlaceChoice[];
  readonly active: number;
  readonly onPick: (place: PlaceChoice) => void;
};

/** The list below a place field; the field keeps the focus, so the list is walked through by its keys. */
export function PlaceOptions({ listId, places, active, onPick }: PlaceOptionsProps) {
  const text = useText();
  return (
    <ul
      id={listId}
      role="listbox"
      aria-label={text('search.suggestions')}
      hidden={places.length === 0}
      className="absolute inset-x-0 z-10 mt-1 max-h-80 overflow-y-auto rounded-md border border-edge bg-surface shadow-card"
    >
      {places.map((place, index) => (
        <li
          key={place.id}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === active}
          ref={index === active ? scrollTo : undefined}
          className="flex min-h-12 cursor-pointer flex-col justify-center px-3.5 py-2 hover:bg-tint aria-selected:bg-tint"
          onMouseDown={(event) => {
            // Before the field loses its focus, which would close the list under the finger.
            event.preventDefault();
            onPick(place);
          }}
        >
          <span className="font-semibold">{place.name}</span>
          <span className="text-sm text-muted">{aboutPlace(place, text)}</span>
        </li>
      ))}
    </ul>
  );
}

function scrollTo(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
