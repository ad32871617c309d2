import { addDays, localDate, systemClock, type ServiceDate } from '@safiri/kernel';

/** Tomorrow as calendars in Kigali show it: all its buses are still to leave, whenever the tests run. */
export const tomorrow: ServiceDate = addDays(localDate(systemClock.now(), 'Africa/Kigali'), 1);
