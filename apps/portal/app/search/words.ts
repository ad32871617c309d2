import type { Amenity } from '@safiri/contracts';
import type { Text } from '../messages/text.ts';
import type { MessageKey } from '../messages/en.ts';

export const amenityWords: Readonly<Record<Amenity, MessageKey>> = {
  toilet: 'amenity.toilet',
  'accessible-seat': 'amenity.accessible-seat',
  'two-decks': 'amenity.two-decks',
};

/** Companies name classes themselves; those that most have are translated. */
const classWords: Readonly<Record<string, MessageKey>> = {
  standard: 'class.standard',
  premium: 'class.premium',
  business: 'class.business',
  vip: 'class.vip',
};

export function classWord(name: string, text: Text): string {
  const key = classWords[name.toLowerCase()];
  return key === undefined ? name : text(key);
}
