import { useRef, useState, type KeyboardEvent } from 'react';
import type { PlaceChoice, PlaceWish } from './resolve-place.ts';
import { useSuggestions } from './use-suggestions.ts';

/**
 * The place picked for a field's text, and the list below it. The text itself is the field's own: on a slow phone people type
 * before the script has come, and what they typed then is what they mean.
 */
export function usePlaceChoice(wish: PlaceWish) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(wish.text);
  const [pickedId, setPickedId] = useState(wish.pickedId);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const places = useSuggestions(text, open);
  const shown = open && places.length > 0;

  const type = (typed: string): void => {
    setText(typed);
    setPickedId('');
    setActive(-1);
    setOpen(true);
  };
  const pick = (place: PlaceChoice): void => {
    if (field.current !== null) field.current.value = place.name;
    setText(place.name);
    setPickedId(place.id);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setOpen(false);
    const step = stepOf(event.key);
    const chosen = places[active];
    if (!shown || (step === 0 && (event.key !== 'Enter' || chosen === undefined))) return;
    event.preventDefault();
    if (step !== 0) setActive((at) => stepped(at, step, places.length));
    else if (chosen !== undefined) pick(chosen);
  };
  return { field, pickedId, places, shown, active, type, pick, onKeyDown, close: () => setOpen(false) };
}

function stepOf(key: string): -1 | 0 | 1 {
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
}

/** Round and round; from nowhere (-1) upwards begins at the end. */
function stepped(at: number, step: -1 | 1, count: number): number {
  return at < 0 && step < 0 ? count - 1 : (at + step + count) % count;
}
