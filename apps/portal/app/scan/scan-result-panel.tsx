import type { ScanResult } from '@safiri/contracts';
import { CheckIcon, CrossIcon, WarnIcon } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import type { ScanView } from './scan-once.ts';

const headings: Readonly<Record<ScanResult, MessageKey>> = {
  accepted: 'scan.result.accepted',
  'already-boarded': 'scan.result.already-boarded',
  'wrong-trip': 'scan.result.wrong-trip',
  'wrong-stop': 'scan.result.wrong-stop',
  cancelled: 'scan.result.cancelled',
  'not-paid': 'scan.result.not-paid',
  replaced: 'scan.result.replaced',
  'too-early': 'scan.result.too-early',
  'too-late': 'scan.result.too-late',
  forged: 'scan.result.forged',
};

/** Readable at arm's length and without colour: a word, a sign and a shape for each kind of answer. */
export function ScanResultPanel({ scan }: { readonly scan: ScanView }) {
  const text = useText();
  const { result, ticket, boarded } = scan;
  const Icon = result === 'accepted' ? CheckIcon : result === 'already-boarded' ? WarnIcon : CrossIcon;
  const tone =
    result === 'accepted'
      ? 'border-good bg-good-ground text-good'
      : result === 'already-boarded'
        ? 'border-warn bg-warn-ground text-warn'
        : 'border-bad bg-bad-ground text-bad';
  return (
    <section data-scan-result={result} className={`rounded-lg border-4 p-5 text-center ${tone}`}>
      <Icon className="mx-auto size-14" />
      <h2 className="mt-2 text-2xl sm:text-3xl">{text(headings[result])}</h2>
      <p className="mt-1 text-lg text-ink">{scan.message}</p>
      {boarded !== undefined && (
        <p className="mt-1 font-semibold text-ink">
          {boarded.stop === undefined
            ? text('scan.boarded', { time: boarded.time })
            : text('scan.boarded.at', { time: boarded.time, stop: boarded.stop })}
        </p>
      )}
      {ticket !== undefined && (
        <dl className="mt-4 grid grid-cols-2 gap-3 border-t border-current pt-4 text-start text-ink">
          <div>
            <dt className="text-sm text-muted">{text('ticket.seat')}</dt>
            <dd className="text-3xl font-extrabold">{ticket.seatLabel}</dd>
          </div>
          {ticket.passengerName !== undefined && (
            <div>
              <dt className="text-sm text-muted">{text('scan.passenger')}</dt>
              <dd className="text-lg font-bold break-words">{ticket.passengerName}</dd>
            </div>
          )}
          <div className="col-span-2">
            <dt className="text-sm text-muted">{text('scan.journey')}</dt>
            <dd className="font-semibold">{text('results.title', { from: ticket.fromStop, to: ticket.toStop })}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
