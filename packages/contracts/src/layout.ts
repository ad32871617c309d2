import Type, { type Static } from 'typebox';
import { Id, Name, SeatNumber } from './fields.ts';

/** One cell of a deck as seen from above, the front at the top. */
export const LayoutCell = Type.Union([
  Type.Object({
    kind: Type.Literal('seat'),
    seat: SeatNumber,
    label: Type.String({ minLength: 1, maxLength: 6 }),
    class: Type.String({ minLength: 1, maxLength: 20 }),
    accessible: Type.Optional(Type.Boolean()),
  }),
  Type.Object({
    kind: Type.Union([Type.Literal('aisle'), Type.Literal('empty'), Type.Literal('door'), Type.Literal('wc')]),
  }),
]);

export const SeatLayout = Type.Object({
  layoutId: Id,
  name: Name,
  capacity: Type.Integer({ minimum: 1, maximum: 200 }),
  /** The largest coach drawn in our sources has 20 rows of 5; the limits leave room for double deckers and trains of seats. */
  decks: Type.Array(
    Type.Object({
      name: Type.String({ maxLength: 20 }),
      rows: Type.Array(Type.Array(LayoutCell, { maxItems: 10 }), { minItems: 1, maxItems: 60 }),
    }),
    { minItems: 1, maxItems: 2 },
  ),
});

export type LayoutCell = Static<typeof LayoutCell>;
export type SeatLayout = Static<typeof SeatLayout>;
