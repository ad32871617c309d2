import Type, { type Static } from 'typebox';
import { Email, Id, Latitude, LinkToken, Longitude, PersonName, Phone, TripId } from '../fields.ts';
import { operation } from '../operation.ts';
import { Order } from '../order.ts';
import { StopTime } from '../trip-offer.ts';
import { RefundTier } from './refunds.ts';

const linkParams = Type.Object({ link: LinkToken });

/** A ride of an order, with all that its passenger asks beside the seat: where to stand, when, and what may be had back. */
export const ItineraryJourney = Type.Object({
  tripId: TripId,
  companyId: Id,
  revision: Type.Integer({
    minimum: 1,
    description: 'Raised by every change of the order or of the trip: what calendars call the sequence of an entry',
  }),
  stops: Type.Array(
    Type.Object({
      ...StopTime.properties,
      latitude: Latitude,
      longitude: Longitude,
    }),
    { minItems: 2, maxItems: 256, description: 'From where one boards to where one alights' },
  ),
  refundTiers: Type.Array(RefundTier, {
    maxItems: 10,
    description:
      'Of the policy under which the seats were sold; the longest time first, later than the last one nothing',
  }),
});
export type ItineraryJourney = Static<typeof ItineraryJourney>;

export const getItineraryByLink = operation({
  id: 'getItineraryByLink',
  service: 'ticketing',
  method: 'GET',
  path: '/links/:link/itinerary',
  summary: 'Where and when the journeys of an order lead, and under which conditions they are cancelled',
  who: { kind: 'anyone' },
  params: linkParams,
  success: {
    status: 200,
    body: Type.Object({ journeys: Type.Array(ItineraryJourney, { maxItems: 2 }) }),
  },
  refusals: {},
});

export const namePassengersByLink = operation({
  id: 'namePassengersByLink',
  service: 'ticketing',
  method: 'PUT',
  path: '/links/:link/passengers',
  summary:
    'Write who travels with tickets that are paid, until their bus leaves; codes stay as they are, for they carry no name. Repeating it changes nothing',
  who: { kind: 'anyone' },
  params: linkParams,
  body: Type.Object({
    passengers: Type.Array(Type.Object({ claimId: Id, name: PersonName }), {
      minItems: 1,
      // As many as an order of staff has seats.
      maxItems: 200,
      description: 'All of them or none',
    }),
  }),
  success: { status: 200, body: Order },
  refusals: {
    ORDER_NOT_CONFIRMED: 409,
    ALREADY_CANCELLED: 409,
    ALREADY_BOARDED: 409,
    TRIP_DEPARTED: 409,
    TOO_MANY_CHANGES: 409,
    CLAIM_UNKNOWN: 422,
    CLAIM_TWICE: 422,
  },
});

export const sendTicketsByLink = operation({
  id: 'sendTicketsByLink',
  service: 'ticketing',
  method: 'POST',
  path: '/links/:link/messages',
  summary: "Send the link of the tickets again, to the order's own phone number or mail address",
  who: { kind: 'anyone' },
  params: linkParams,
  body: Type.Object({ channel: Type.Union([Type.Literal('sms'), Type.Literal('email')]) }),
  success: { status: 204 },
  refusals: { ORDER_NOT_CONFIRMED: 409, CONTACT_MISSING: 409, TOO_MANY_MESSAGES: 429 },
});

export const findBooking = operation({
  id: 'findBooking',
  service: 'ticketing',
  method: 'POST',
  path: '/booking-searches',
  summary:
    "Have the link of a booking sent to the phone number or mail address it was made with. Of whether there is such a booking nothing is said; a booking of one's own is named by its link at once",
  who: { kind: 'visitor' },
  traffic: 'sign-ins',
  body: Type.Object({
    reference: Type.String({
      minLength: 1,
      maxLength: 20,
      description: 'As people type it: case and spaces do not matter',
    }),
    phone: Type.Optional(Phone),
    email: Type.Optional(Email),
  }),
  success: { status: 200, body: Type.Object({ link: Type.Union([LinkToken, Type.Null()]) }) },
  refusals: { CONTACT_MISSING: 422, TOO_MANY_TRIES_FROM_ADDRESS: 429 },
});

export const ticketOperations = { getItineraryByLink, namePassengersByLink, sendTicketsByLink, findBooking };
