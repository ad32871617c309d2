import type { ScanResult } from '@safiri/contracts';
import type { TicketRow } from './scan-queries.ts';

/** One sentence for the driver. Facts of the ticket stand beside it in the answer. */
export function sentenceFor(result: ScanResult, ticket: TicketRow | undefined, boardedStop: string | null): string {
  const stretch = ticket === undefined ? '' : `${ticket.fromName} to ${ticket.toName}`;
  const sentences: Record<ScanResult, string> = {
    accepted: `Welcome aboard: seat ${ticket?.seatLabel ?? ''}, ${stretch}.`,
    'already-boarded':
      boardedStop === null ? 'This ticket has already boarded.' : `This ticket has already boarded at ${boardedStop}.`,
    'wrong-trip': 'This ticket is for another trip.',
    'wrong-stop': `This ticket is not valid from this stop: it is for ${stretch}.`,
    cancelled: 'This ticket was cancelled.',
    'not-paid': 'No paid ticket is known for this code.',
    replaced: 'This code was replaced by a newer one: ask the passenger for the newest ticket.',
    'too-early': 'This ticket is not valid yet.',
    'too-late': 'This ticket is no longer valid.',
    forged: 'This code is not a genuine ticket.',
  };
  return sentences[result];
}
