import { assert } from '@safiri/kernel';
import { parseLayout, type ParsedLayout } from '../gtfs/layout/parse-layout.ts';

/** Eleven rows of two and two and a bench of five at the rear: the coach most companies of the region run. */
const drawing = {
  id: 'plain-coach',
  name: 'Coach, 49 seats',
  decks: [
    {
      name: 'main',
      rows: [
        'door . | . .',
        ...Array.from({ length: 11 }, (_, row) => `${row + 1}A ${row + 1}B | ${row + 1}C ${row + 1}D`),
        '12A 12B 12C 12D 12E',
      ],
    },
  ],
};

/** What a company's trips are sold by until it draws its own layouts. */
export const plainCoach: ParsedLayout = parsePlainCoach();

function parsePlainCoach(): ParsedLayout {
  const parsed = parseLayout(drawing);
  assert('layout' in parsed, 'the plain coach is drawn right');
  return parsed.layout;
}
