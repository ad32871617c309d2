import { systemClock } from '@safiri/kernel';

/** Milliseconds by the clock on this device's wall: right or wrong, it goes on while the device sleeps. */
export function wallClock(): number {
  return systemClock.now().getTime();
}
