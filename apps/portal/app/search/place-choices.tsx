import { useText } from '../messages/text-context.tsx';
import { aboutPlace } from './about-place.ts';
import type { PlaceChoice } from './resolve-place.ts';

type PlaceChoicesProps = {
  readonly name: 'from' | 'to';
  readonly legend: string;
  readonly places: readonly PlaceChoice[];
  readonly text: string;
};

/** Several places fit what was typed: one is picked, the first to begin with. */
export function PlaceChoices({ name, legend, places, text }: PlaceChoicesProps) {
  const words = useText();
  return (
    <fieldset id={name}>
      <legend className="mb-1.5 font-[650]">{legend}</legend>
      <input type="hidden" name={name} value={text} />
      <div className="divide-y divide-line overflow-hidden rounded-md border border-edge bg-surface">
        {places.map((place, index) => (
          <label
            key={place.id}
            className="flex min-h-12 cursor-pointer items-center gap-3 px-3.5 py-2 hover:bg-tint has-checked:bg-tint"
          >
            <input
              type="radio"
              name={`${name}Id`}
              value={place.id}
              defaultChecked={index === 0}
              className="size-5 shrink-0"
            />
            <span>
              <span className="block font-semibold">{place.name}</span>
              <span className="block text-sm text-muted">{aboutPlace(place, words)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
