import { useText } from '../messages/text-context.tsx';
import type { ShownPower } from './power-words.ts';

/** A power in words, e.g. "Agent at Nyabugogo" or "Not seat:sell". */
export function usePowerText(): (power: ShownPower) => string {
  const text = useText();
  return ({ kind, what, where }) =>
    where === null ? text(`staff.power.${kind}`, { what }) : text(`staff.power.${kind}.at`, { what, where });
}
