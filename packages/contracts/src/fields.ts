import Type, { type Static } from 'typebox';

/** Shapes that several contracts use. Text limits keep every stored row and message small; they are wider than any real name. */
export const Id = Type.String({ format: 'uuid' });
export const TripId = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'A trip: one run on one service date',
});
/** JSON Schema's clocks have leap seconds and a year 0; ours, like JavaScript's and PostgreSQL's, have none. */
export const Instant = Type.String({
  format: 'date-time',
  pattern: '^(?!0000).{17}[0-5]',
  description: 'UTC instant',
});
/** JSON Schema's dates have a year 0; PostgreSQL's, like the calendar's, have none. */
export const LocalDate = Type.String({
  format: 'date',
  pattern: '^(?!0000)',
  description: 'Local date, YYYY-MM-DD',
});
export const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA time zone' });
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' });
export const AmountMinor = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Whole minor units',
});
export const Money = Type.Object({ amountMinor: AmountMinor, currency: Currency });
export const Phone = Type.String({ pattern: '^\\+[1-9]\\d{6,14}$', description: 'E.164, with +' });
export const Email = Type.String({ format: 'email', maxLength: 254 });
export const PersonName = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
export const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
export const Locale = Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', description: 'BCP 47 language, e.g. en or rw' });
/** A trip has at most 256 stops: 255 legs fit the leg bitmap. */
export const StopIndex = Type.Integer({
  minimum: 0,
  maximum: 255,
  description: 'Position of a stop in the trip, from 0',
});
export const SeatNumber = Type.Integer({
  minimum: 1,
  maximum: 999,
  description: 'Number of the seat in its layout; its label is what passengers read',
});
export const Latitude = Type.Number({ minimum: -90, maximum: 90 });
export const Longitude = Type.Number({ minimum: -180, maximum: 180 });
export const Limit = Type.Integer({ minimum: 1, maximum: 100 });
/** 22 base64url characters: 128 random bits. */
export const LinkToken = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: 'Secret of a private link' });

export type Money = Static<typeof Money>;
