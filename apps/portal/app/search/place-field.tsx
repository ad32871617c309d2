import { FieldError, inputClasses, PinIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PlaceOptions } from './place-options.tsx';
import type { PlaceWish } from './resolve-place.ts';
import { usePlaceChoice } from './use-place-choice.ts';

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
  const { field, pickedId, places, shown, active, type, pick, onKeyDown, close } = usePlaceChoice(wish);
  const listId = `${name}-places`;
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
          ref={field}
          defaultValue={wish.text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
      </div>
      <input type="hidden" name={`${name}Id`} value={pickedId} />
      <PlaceOptions listId={listId} places={shown ? places : []} active={active} onPick={pick} />
      <p className="sr-only" aria-live="polite">
        {shown ? words('search.suggestions.count', { count: places.length }) : ''}
      </p>
    </div>
  );
}
