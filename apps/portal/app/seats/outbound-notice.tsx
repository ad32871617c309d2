import { Link } from 'react-router';
import { CheckIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { addressOfChoice } from './journey-choice.ts';
import type { Outbound } from './outbound.server.ts';
import { seatLabels } from './seat-labels.ts';

/** Reminds of the first journey while the second is being chosen. */
export function OutboundNotice({ outbound }: { readonly outbound: Outbound }) {
  const text = useText();
  const { from, to } = outbound.stretch;
  const labels = seatLabels(outbound.decks)(outbound.choice.seats);
  return (
    <section aria-label={text('return.outbound')} className="mb-6 flex gap-3 rounded-md border border-line bg-tint p-4">
      <CheckIcon className="mt-0.5 size-5 text-brand" />
      <div>
        <p className="font-bold">{text('return.outbound.route', { from: from.name, to: to.name })}</p>
        <p className="text-sm">
          {text('return.outbound.detail', {
            day: from.day,
            time: from.time,
            count: labels.length,
            seats: labels.join(', '),
          })}
        </p>
        <p className="text-sm text-muted">{text('return.outbound.not-held')}</p>
        <Link
          className="inline-flex min-h-11 items-center font-semibold text-brand underline"
          to={addressOfChoice(outbound.choice)}
        >
          {text('return.drop')}
        </Link>
      </div>
    </section>
  );
}
