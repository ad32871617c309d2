import type { MessageKey } from '../messages/en.ts';

const messages: Readonly<Record<string, MessageKey>> = {
  NO_ANSWER: 'refusal.no-answer',
  UNAVAILABLE: 'refusal.unavailable',
  OVERLOADED: 'refusal.overloaded',
  REQUEST_IN_FLIGHT: 'refusal.in-flight',
  TRIP_NOT_ON_SALE: 'refusal.trip-not-on-sale',
  TRIP_DEPARTED: 'refusal.trip-departed',
  TRIP_TWICE: 'refusal.trip-twice',
  CURRENCY_MIXED: 'refusal.currency-mixed',
  SEAT_UNKNOWN: 'refusal.seat-unknown',
  STRETCH_INVALID: 'refusal.seat-unknown',
  HOLD_EXPIRED: 'refusal.hold-expired',
  ORDER_NOT_HELD: 'refusal.order-not-held',
  ORDER_NOT_OPEN: 'refusal.order-not-open',
  ALREADY_BOARDED: 'refusal.already-boarded',
  ALREADY_CANCELLED: 'refusal.already-cancelled',
  ORDER_CHANGED: 'refusal.order-changed',
  QUOTE_EXPIRED: 'refusal.quote-expired',
  TOO_MANY_QUOTES: 'refusal.too-many-quotes',
  METHOD_NOT_AVAILABLE: 'refusal.method-not-available',
  ALREADY_EXTENDED: 'refusal.already-extended',
  TOO_MANY_SEATS_HELD: 'refusal.too-many-held',
  TOO_MANY_SEATS_FOR_PHONE: 'refusal.too-many-for-phone',
  TOO_MANY_HOLDS_FROM_ADDRESS: 'refusal.too-many-from-address',
  VOUCHER_UNKNOWN: 'refusal.voucher-unknown',
  VOUCHER_EXPIRED: 'refusal.voucher-expired',
  VOUCHER_EMPTY: 'refusal.voucher-empty',
  VOUCHER_NOT_FOR_THIS: 'refusal.voucher-not-for-this',
  TOO_MANY_VOUCHERS: 'refusal.too-many-vouchers',
  TOO_MANY_CODES_FROM_ADDRESS: 'refusal.too-many-codes',
  PAYMENT_UNDER_WAY: 'refusal.payment-under-way',
  ORDER_NOT_COVERED: 'refusal.order-not-covered',
  ERASURE_NOT_POSSIBLE: 'refusal.erasure-not-possible',
  ERASURE_STARTED: 'refusal.erasure-started',
  TOO_MANY_SIGN_INS: 'refusal.too-many-sign-ins',
};

/** What a visitor is told when the API refuses; codes without words of their own share one honest sentence. */
export function messageOfRefusal(code: string): MessageKey {
  return messages[code] ?? 'refusal.unexpected';
}
