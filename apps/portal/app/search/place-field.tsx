import { useState, type KeyboardEvent } from 'react';
import { useText } from '../messages/text-context.tsx';
import { FieldError, inputClasses } from '../ui/field.tsx';
import { PinIcon } from '../ui/icons.tsx';
import type { PlaceChoice, PlaceWish } from './resolve-place.ts';
import { useSuggestions } from './use-suggestions.ts';

type PlaceFieldProps = {
  readonly name: 'from' | 'to';
  readonly label: string;
  readonly placeholder: string;
  readonly wish: PlaceWish;
  readonly error?: string | undefined;
};

/**
 * A text field that suggests places (the ARIA combobox pattern). Without script it is a text field, and the server
 * finds the place.
 */
export function PlaceField({ name, label, placeholder, wish, error }: PlaceFieldProps) {
  const words = useText();
  const [text, setText] = useState(wish.text);
  const [pickedId, setPickedId] = useState(wish.pickedId);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const places = useSuggestions(text, open);
  const listId = `${name}-places`;
  const shown = open && places.length > 0;

  const pick = (place: PlaceChoice): void => {
    setText(place.name);
    setPickedId(place.id);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setOpen(false);
    if (!shown) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive(
        (at) =>
          (at + (event.key === 'ArrowDown' ? 1 : -1) + places.length + (at < 0 && event.key === 'ArrowUp' ? 1 : 0)) %
          places.length,
      );
    }
    const chosen = places[active];
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault();
      pick(chosen);
    }
  };
  return (
    <div className="relative">
      <label htmlFor={name} className="mb-1.5 block font-[650]">
        {label}
      </label>
      {error !== undefined && <FieldError id={`${name}-error`}>{error}</FieldError>}
      <div className="relative">
        <PinIcon className="pointer-events-none absolute start-3 top-3.5 size-5 text-muted" />
        <input
          id={name}
          name={name}
          type="text"
          required
          maxLength={80}
          autoComplete="off"
          autoCapitalize="words"
          spellCheck={false}
          enterKeyHint="next"
          placeholder={placeholder}
          className={`${inputClasses} ps-10`}
          role="combobox"
          aria-expanded={shown}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : `${name}-error`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPickedId('');
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOpen(false)}
        />
      </div>
      <input type="hidden" name={`${name}Id`} value={pickedId} />
      <ul
        id={listId}
        role="listbox"
        aria-label={words('search.suggestions')}
        hidden={!shown}
        className="absolute inset-x-0 z-10 mt-1 max-h-80 overflow-y-auto rounded-md border border-edge bg-surface shadow-card"
      >
        {places.map((place, index) => (
          <li
            key={place.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            className="flex min-h-12 cursor-pointer flex-col justify-center px-3.5 py-2 hover:bg-tint aria-selected:bg-tint"
            // Before the field loses its focus, which would close the list under the finger.
            onMouseDown={(event) => {
              event.preventDefault();
              pick(place);
            }}
          >
            <span className="font-semibold">{place.name}</span>
            <span className="text-sm text-muted">
              {[place.kind === 'station' ? words('search.kind.station') : '', ...place.companies]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <p className="sr-only" aria-live="polite">
        {shown ? words('search.suggestions.count', { count: places.length }) : ''}
      </p>
    </div>
  );
}
