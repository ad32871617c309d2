import Type, { type Static } from 'typebox';
import { Id, Instant, LocalDate, Money, Name, SeatNumber, StopIndex, TimeZone, TripId } from './fields.ts';
import { LayoutCell } from './layout.ts';

export const Approximate = Type.Boolean({ description: 'Whether it departs only about then: it runs by a headway' });

export const Place = Type.Object({
  stopId: Id,
  name: Name,
  /** A station groups stops, a town or district all that lie in it; searching from it finds departures at each of them. */
  kind: Type.Union([Type.Literal('town'), Type.Literal('district'), Type.Literal('station'), Type.Literal('stop')]),
  otherName: Type.Optional(
    Type.String({ maxLength: 200, description: 'The name by which it was found, where that is not its own' }),
  ),
  departures: Type.Integer({ description: 'How often buses call there in the next seven days' }),
  companies: Type.Array(Name, { maxItems: 5 }),
  latitude: Type.Number(),
  longitude: Type.Number(),
});
export type Place = Static<typeof Place>;

export const StopTime = Type.Object({
  stopId: Id,
  index: StopIndex,
  name: Name,
  timeZone: TimeZone,
  arrivesAt: Instant,
  departsAt: Instant,
});
export type StopTime = Static<typeof StopTime>;

export const TripOffer = Type.Object({
  tripId: TripId,
  companyId: Id,
  companyName: Name,
  routeName: Name,
  approximate: Approximate,
  from: StopTime,
  to: StopTime,
  stopsBetween: Type.Integer(),
  fare: Money,
  seatsFree: Type.Integer(),
  capacity: Type.Integer(),
});
export type TripOffer = Static<typeof TripOffer>;

export const TripDetail = Type.Object({
  tripId: TripId,
  companyId: Id,
  companyName: Name,
  companyPhone: Type.Union([Type.String(), Type.Null()]),
  routeName: Name,
  serviceDate: LocalDate,
  approximate: Approximate,
  status: Type.Union([Type.Literal('scheduled'), Type.Literal('cancelled')]),
  stops: Type.Array(StopTime, { maxItems: 256 }),
});
export type TripDetail = Static<typeof TripDetail>;

export const SeatMap = Type.Object({
  tripId: TripId,
  fare: Money,
  decks: Type.Array(
    Type.Object({ name: Type.String(), rows: Type.Array(Type.Array(LayoutCell, { maxItems: 10 }), { maxItems: 60 }) }),
    { maxItems: 2 },
  ),
  /** Seats that cannot be had on the asked stretch now. */
  taken: Type.Array(SeatNumber, { maxItems: 200 }),
  womenOnly: Type.Union([Type.Array(SeatNumber, { maxItems: 200 }), Type.Null()], {
    description:
      'Those of the taken seats that nobody has, beside a woman who travels alone: had by who holds them with `womenOnly`. Null where the company has no such rule',
  }),
});
export type SeatMap = Static<typeof SeatMap>;
