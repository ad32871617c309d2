import type { Log } from '@safiri/runtime';

/** One function per business event; ids and counts only, never what passengers or staff are called. */

export function importBegan(log: Log, facts: { importId: string; feedName: string }): void {
  log.info(facts, 'feed import began');
}

export function importEnded(
  log: Log,
  facts: { importId: string; feedName: string; status: string; problemCount: number },
): void {
  log.info(facts, 'feed import ended');
}

/** The import ended by something other than the feed: a bug or a database that was gone. */
export function importFailed(log: Log, facts: { importId: string; feedName: string; err: unknown }): void {
  log.error(facts, 'feed import failed');
}

export function importAbandoned(log: Log, facts: { importId: string }): void {
  log.warn(facts, 'feed import was left by a process that ended');
}

export function tripsDated(log: Log, facts: { made: number; more: boolean }): void {
  log.info(facts, 'trips dated');
}

export function timetableCleared(log: Log, facts: { removed: number }): void {
  log.info(facts, 'retired patterns and stops removed');
}

export function tripCancellation(log: Log, facts: { tripId: number; companyId: string; by: string }): void {
  log.info(facts, 'trip cancelled');
}
