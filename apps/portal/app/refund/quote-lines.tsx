import { useText } from '../messages/text-context.tsx';
import type { QuoteLineView, QuotePage } from './load-refund.server.ts';
import { useSeatName } from './seat-name.ts';

/** What was paid, what is kept and why, what goes back: seat by seat. */
export function QuoteLines({ page: { lines, total } }: { readonly page: QuotePage }) {
  const text = useText();
  return (
    <div className="rounded-lg border border-line bg-surface px-4 shadow-card sm:px-6">
      <ul>
        {lines.map((line) => (
          <li key={line.claimId} className="border-b border-line py-4">
            <Line line={line} />
          </li>
        ))}
      </ul>
      {total !== undefined && (
        <p className="flex justify-between gap-3 py-4 text-lg font-bold">
          <span>{text('refunds.quote.total')}</span>
          <span className="shrink-0">{total}</span>
        </p>
      )}
    </div>
  );
}

function Line({ line }: { readonly line: QuoteLineView }) {
  const text = useText();
  const seatName = useSeatName();
  const { from, to } = line.stretch;
  return (
    <>
      <h2 className="text-base font-bold break-words">{seatName(line)}</h2>
      <p className="text-sm text-muted">
        {from.day}, {from.time} · {from.name} – {to.name}
      </p>
      <dl className="mt-2 space-y-1">
        <Amount name={text('refunds.quote.paid')} amount={line.fare} />
        {line.kept !== undefined && (
          <Amount name={text('refunds.quote.kept', { company: line.companyName })} amount={line.kept} />
        )}
        <Amount name={text('refunds.quote.returned')} amount={line.refunded} />
      </dl>
      <Why line={line} />
    </>
  );
}

function Why({ line: { kept, percent, hours, fee } }: { readonly line: QuoteLineView }) {
  const text = useText();
  const rule =
    kept === undefined
      ? text('refunds.why.all')
      : percent === 0 || hours === undefined
        ? text('refunds.why.nothing')
        : text('refunds.why.part', { hours, percent });
  return (
    <p className="mt-2 text-sm text-muted">
      {rule} {kept !== undefined && fee !== undefined && text('refunds.why.fee', { fee })}
    </p>
  );
}

function Amount({ name, amount }: { readonly name: string; readonly amount: string }) {
  return (
    <div className="flex justify-between gap-3">
      <dt>{name}</dt>
      <dd className="shrink-0 font-semibold">{amount}</dd>
    </div>
  );
}
