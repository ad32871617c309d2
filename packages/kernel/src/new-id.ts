import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import { systemClock } from './clock.ts';

/** Random bytes are made many at a time: asked for sixteen at a time they cost more than all else in an id. */
const pool = new Uint8Array(4_096);
const bytesOfId = 16;
let used = pool.length;
/** Of the id made last. Within a millisecond ids are counted; where a clock goes back, in the last one it showed. */
let milliseconds = 0;
let count = 0;
const counts = 2 ** 32;

/** A UUIDv7: unique without asking anyone, and ascending in time, so that indexes grow at their end. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + bytesOfId);
  used += bytesOfId;

  const now = systemClock.now().getTime();
  count += 1;
  if (now > milliseconds || count === counts) {
    milliseconds = Math.max(now, milliseconds + 1);
    // The half of all counts is left for those that follow.
    count = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
  }
  return v7({ random, msecs: milliseconds, seq: count });
}
