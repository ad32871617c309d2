import Type, { type Static } from 'typebox';
import { readSettings } from '@safiri/runtime';

export const TicketingSettings = Type.Object({
  HOLD_MINUTES: Type.Integer({
    minimum: 1,
    // An hour: longer, and a handful of idle visitors empties a bus for everybody else.
    maximum: 60,
    default: 10,
    description: 'how many minutes seats are held for a passenger who chose them, 1 to 60',
  }),
  HOLD_BATCHING: Type.Boolean({
    default: true,
    description:
      'whether holds that come together are decided in one transaction; off, each has its own: the same answers, slower',
  }),
  MOST_SEATS_HELD: Type.Integer({
    minimum: 16,
    maximum: 1_000,
    // An order has sixteen seats at the most: one such, and another choice beside it.
    default: 24,
    description: 'how many seats a passenger, and a device, may hold unpaid at a time, 16 to 1000',
  }),
  MOST_SEATS_PER_PHONE: Type.Integer({
    minimum: 1,
    maximum: 1_000,
    // A family and a half; a group of more goes to the counter.
    default: 12,
    description: 'how many seats of one trip may be ordered with one contact phone, 1 to 1000',
  }),
  MOST_HOLDS_PER_ADDRESS: Type.Integer({
    minimum: 10,
    maximum: 100_000,
    // Carriers put thousands of phones behind one address, and hardly one in a hundred of them holds seats in a minute.
    default: 300,
    description: 'how often a minute one network address may ask for seats, 10 to 100000',
  }),
  MOST_SEAT_MAPS_OPEN: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    // Each costs 25 KB of memory and a socket; a process may have some ten thousand of those.
    default: 5_000,
    description:
      'how many open seat maps one process keeps current, 0 to 100000; others are asked to look by themselves',
  }),
  MOST_SEAT_MAPS_PER_ADDRESS: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    // Carriers put thousands of phones behind one address; two fifths leave room for everybody else.
    default: 2_000,
    description: 'how many of these may be open at one network address, 0 to 100000',
  }),
  PAYMENT_WINDOW_MINUTES: Type.Integer({
    minimum: 1,
    maximum: 60,
    // A mobile-money prompt lives five minutes; the rest is for its answer to arrive.
    default: 8,
    description: 'how many minutes of the hold are left at least when payment opens, 1 to 60',
  }),
  FREE_CANCELLATION_MINUTES: Type.Integer({
    minimum: 10,
    maximum: 1_440,
    // Long enough to see the message and to ask who travels along; a bus that leaves ends it sooner.
    default: 120,
    description:
      'for how many minutes a passenger whose money came late may give back seats that were not ordered, 10 to 1440',
  }),
  WAITING_OFFER_MINUTES: Type.Integer({
    minimum: 5,
    maximum: 120,
    // Long enough to see a message and pay; the next in line waits as long.
    default: 15,
    description: 'how many minutes seats that came free are held for who waited for them, 5 to 120',
  }),
  UNPAID_ORDER_HOURS: Type.Integer({
    // Idempotency keys go with their orders: a client must be able to repeat a request for a day.
    minimum: 24,
    maximum: 720,
    default: 48,
    description: 'after how many hours an order that nobody paid is removed, 24 to 720',
  }),
  PASSENGER_NAME_DAYS: Type.Integer({
    // Claims and refunds of a trip name who rode; most come within a month.
    minimum: 30,
    maximum: 3_650,
    default: 365,
    description: 'how many days after their last trip orders lose names, numbers and addresses, 30 to 3650',
  }),
});

export type TicketingConfig = {
  readonly holdMinutes: number;
  readonly holdBatching: boolean;
  /** Null lifts a limit: for measurements, by code alone. */
  readonly mostSeatsHeld: number | null;
  readonly mostSeatsPerPhone: number | null;
  readonly mostHoldsPerAddress: number | null;
  readonly mostSeatMapsOpen: number;
  readonly mostSeatMapsOpenPerAddress: number;
  readonly paymentWindowMinutes: number;
  readonly freeCancellationMinutes: number;
  readonly waitingOfferMinutes: number;
  readonly unpaidOrderHours: number;
  readonly passengerNameDays: number;
};

export function readTicketingConfig(environment: Readonly<Record<string, string | undefined>>): TicketingConfig {
  const settings: Static<typeof TicketingSettings> = readSettings(TicketingSettings, environment);
  return {
    holdMinutes: settings.HOLD_MINUTES,
    holdBatching: settings.HOLD_BATCHING,
    mostSeatsHeld: settings.MOST_SEATS_HELD,
    mostSeatsPerPhone: settings.MOST_SEATS_PER_PHONE,
    mostHoldsPerAddress: settings.MOST_HOLDS_PER_ADDRESS,
    mostSeatMapsOpen: settings.MOST_SEAT_MAPS_OPEN,
    mostSeatMapsOpenPerAddress: settings.MOST_SEAT_MAPS_PER_ADDRESS,
    paymentWindowMinutes: settings.PAYMENT_WINDOW_MINUTES,
    freeCancellationMinutes: settings.FREE_CANCELLATION_MINUTES,
    waitingOfferMinutes: settings.WAITING_OFFER_MINUTES,
    unpaidOrderHours: settings.UNPAID_ORDER_HOURS,
    passengerNameDays: settings.PASSENGER_NAME_DAYS,
  };
}
