import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { TicketKey } from './ticket-key.ts';
import { MAC_BYTES, macInput } from './token-bytes.ts';
import type { TokenPayload } from './token-payload.ts';

/** The HMAC key of one trip under one key id. */
export type TripKeys = (key: TicketKey, tripId: bigint) => KeyObject;

/**
 * HKDF-SHA256 without salt (the master key is already uniform); info = TRIP_KEY_DOMAIN ‖ trip id, 8 bytes
 * big-endian; 32 bytes. Who learns one trip's key learns nothing about the master key or another trip's.
 */
export function deriveTripKey(masterKey: KeyObject, tripId: bigint): KeyObject {
  const trip = Buffer.alloc(8);
  trip.writeBigUInt64BE(tripId);
  const info = Buffer.concat([TRIP_KEY_DOMAIN, trip]);
  return createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), info, MAC_BYTES)));
}

/** Keeps the keys used last, so that a bus full of scans derives its trip's key once. */
export function createTripKeys(capacity = TRIP_KEYS_KEPT): TripKeys {
  const kept = new Map<string, KeyObject>();
  return (key, tripId) => {
    const name = `${key.keyId}/${tripId}`;
    const found = kept.get(name);
    const tripKey = found ?? deriveTripKey(key.masterKey, tripId);
    // A Map remembers the order of insertion: taken out and put back, a key is the youngest again.
    kept.delete(name);
    kept.set(name, tripKey);
    const oldest = kept.size > capacity ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return tripKey;
  };
}

/** The HMAC that a genuine token with this payload carries. */
export function tokenMac(payload: TokenPayload, tripKey: KeyObject): Buffer {
  return createHmac('sha256', tripKey).update(macInput(payload)).digest();
}

const TRIP_KEY_DOMAIN = Buffer.from('safiri/ticket-token/1/trip-key', 'ascii');

/** Two days of the 2,000 trips that the measurements of the hot path assume. */
const TRIP_KEYS_KEPT = 4_096;
