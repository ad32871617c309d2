import type { ScanResult } from '@safiri/contracts';
import type { Log } from '@safiri/runtime';

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
  if (facts.result === 'forged') log.warn({ ...facts, security: true }, 'forged ticket shown');
  else log.info(facts, 'ticket scanned');
}

export function keyRotated(log: Log, keyId: number): void {
  log.info({ keyId }, 'ticket key rotated');
}
