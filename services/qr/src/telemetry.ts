import type { ScanResult } from '@safiri/contracts';
import { counter, type Log } from '@safiri/runtime';

const scans = counter({
  name: 'safiri_scans_total',
  help: 'Tickets shown at a door, by what the door said',
  labels: ['result'],
});

export function scanJudged(
  log: Log,
  facts: {
    readonly scanId: string;
    readonly tripId: number;
    readonly ticketId: string | null;
    readonly result: ScanResult;
    readonly driverId: string;
  },
): void {
  scans({ result: facts.result });
  if (facts.result === 'forged') log.warn({ ...facts, security: true }, 'forged ticket shown');
  else log.info(facts, 'ticket scanned');
}

export function keyRotated(log: Log, keyId: number): void {
  log.info({ keyId }, 'ticket key rotated');
}
