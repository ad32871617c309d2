import { v7 } from 'uuid';

/** A UUIDv7: unique without asking anyone, and ascending in time, so that indexes grow at their end. */
export function newId(): string {
  return v7();
}
