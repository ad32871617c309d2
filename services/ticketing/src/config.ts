import Type, { type Static } from 'typebox';
import { readSettings } from '@safiri/runtime';

const TicketingSettings = Type.Object({
  HOLD_MINUTES: Type.Integer({
    minimum: 1,
    // An hour: longer, and a handful of idle visitors empties a bus for everybody else.
    maximum: 60,
    default: 10,
    description: 'how many minutes seats are held for a passenger who chose them, 1 to 60',
  }),
  PAYMENT_WINDOW_MINUTES: Type.Integer({
    minimum: 1,
    maximum: 60,
    // A mobile-money prompt lives five minutes; the rest is for its answer to arrive.
    default: 8,
    description: 'how many minutes of the hold are left at least when payment opens, 1 to 60',
  }),
  UNPAID_ORDER_HOURS: Type.Integer({
    // Idempotency keys go with their orders: a client must be able to repeat a request for a day.
    minimum: 24,
    maximum: 720,
    default: 48,
    description: 'after how many hours an order that nobody paid is removed, 24 to 720',
  }),
});

export type TicketingConfig = {
  readonly holdMinutes: number;
  readonly paymentWindowMinutes: number;
  readonly unpaidOrderHours: number;
};

export function readTicketingConfig(environment: Readonly<Record<string, string | undefined>>): TicketingConfig {
  const settings: Static<typeof TicketingSettings> = readSettings(TicketingSettings, environment);
  return {
    holdMinutes: settings.HOLD_MINUTES,
    paymentWindowMinutes: settings.PAYMENT_WINDOW_MINUTES,
    unpaidOrderHours: settings.UNPAID_ORDER_HOURS,
  };
}
