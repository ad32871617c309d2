import type { Client } from '@safiri/client';
import { scanTicket, type Scan, type ScanResult } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';

export type ScanView = {
  readonly result: ScanResult;
  readonly message: string;
  readonly ticket:
    | {
        readonly seatLabel: string;
        readonly passengerName: string | undefined;
        readonly fromStop: string;
        readonly toStop: string;
      }
    | undefined;
  readonly boarded: { readonly time: string; readonly stop: string | undefined } | undefined;
};

export type ScanOutcome =
  | { readonly kind: 'scanned'; readonly scan: ScanView; readonly stopIndex: string }
  /** `scanId` and `token` are set while nobody knows whether the scan was recorded: the next try asks for the same. */
  | {
      readonly kind: 'refused';
      readonly problem: MessageKey;
      readonly stopIndex: string;
      readonly scanId?: string;
      readonly token?: string;
    };

export type ScanWish = {
  readonly tripId: number;
  readonly scanId: string;
  readonly stopIndex: string;
  readonly token: string;
};

/** Who scans: by the website's own server, or from a device that proves its key. */
export type ScanDesk = {
  readonly api: Client;
  /** An instant on the clocks of a trip's first stop, in words. */
  timeOf(instant: string, tripId: number): Promise<string>;
};

/** One code, one answer. An id that was used for another code (the back button does that) is replaced by a new one. */
export async function scanOnce(desk: ScanDesk, wish: ScanWish): Promise<ScanOutcome> {
  const { tripId, token, stopIndex } = wish;
  if (token === '') return { kind: 'refused', problem: 'scan.error.empty', stopIndex };
  const stop = /^\d{1,3}$/.test(stopIndex) ? { stopIndex: Number(stopIndex) } : {};
  const ask = async (scanId: string) =>
    await desk.api(scanTicket, { body: { scanId, tripId, token: token.slice(0, 1024), ...stop } });
  let answer = await ask(wish.scanId);
  if (!answer.ok && answer.code === 'NO_ANSWER') answer = await ask(wish.scanId);
  if (!answer.ok && answer.code === 'SCAN_ID_REUSED') answer = await ask(crypto.randomUUID());
  if (answer.ok) return { kind: 'scanned', scan: await viewScan(desk, answer.value, tripId), stopIndex };
  const isUnknown = answer.code === 'NO_ANSWER';
  return {
    kind: 'refused',
    problem: isUnknown ? 'scan.error.no-answer' : messageOfRefusal(answer.code),
    stopIndex,
    ...(isUnknown ? { scanId: wish.scanId, token } : {}),
  };
}

async function viewScan(desk: ScanDesk, scan: Scan, tripId: number): Promise<ScanView> {
  return {
    result: scan.result,
    message: scan.message,
    ticket:
      scan.ticket === null
        ? undefined
        : {
            seatLabel: scan.ticket.seatLabel,
            passengerName: scan.ticket.passengerName ?? undefined,
            fromStop: scan.ticket.fromStop,
            toStop: scan.ticket.toStop,
          },
    boarded:
      scan.boarded === null
        ? undefined
        : { time: await desk.timeOf(scan.boarded.at, tripId), stop: scan.boarded.stop ?? undefined },
  };
}
