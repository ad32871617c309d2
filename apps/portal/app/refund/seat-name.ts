import { useText } from '../messages/text-context.tsx';
import type { SeatView } from './load-refund.server.ts';

/** "Aline Uwase, seat 3A" */
export function useSeatName(): (seat: Pick<SeatView, 'passengerName' | 'seatLabel'>) => string {
  const text = useText();
  return ({ passengerName, seatLabel }) =>
    text('refunds.choose.seat', { name: passengerName ?? text('refunds.choose.nobody'), seat: seatLabel });
}
