import { useText } from '../messages/text-context.tsx';
import type { CancelConditions } from './load-tickets.server.ts';

/** What a ticket promises and asks for, and what all of them cost. */
export function TicketConditions({
  total,
  conditions,
}: {
  readonly total: string;
  readonly conditions: readonly CancelConditions[];
}) {
  const text = useText();
  return (
    <section className="mt-8">
      <h2 className="text-xl">{text('ticket.conditions')}</h2>
      <ul className="mt-2 list-disc space-y-1 ps-5">
        <li>{text('ticket.conditions.once')}</li>
        <li>{text('ticket.conditions.early')}</li>
        <li>{text('ticket.conditions.change')}</li>
      </ul>
      {conditions.map((each) => (
        <WhenCancelled key={each.key} conditions={each} />
      ))}
      <p className="mt-3">
        {text('order.total')}: <strong>{total}</strong>
      </p>
    </section>
  );
}

/** The policy under which these seats were sold, from now on, as the hours it falls on. */
function WhenCancelled({ conditions: { companyName, steps } }: { readonly conditions: CancelConditions }) {
  const text = useText();
  return (
    <div className="mt-4">
      <h3 className="font-bold">{text('ticket.cancelling', { company: companyName })}</h3>
      <ul className="mt-1 list-disc space-y-1 ps-5">
        {steps.map(({ key, day, time, percent, fee, creditPercent }) => (
          <li key={key}>
            {text('ticket.cancelling.until', { day, time, percent })}
            {fee !== undefined && percent > 0 && ` ${text('ticket.cancelling.fee', { fee })}`}
            {creditPercent !== undefined && ` ${text('ticket.cancelling.credit', { percent: creditPercent })}`}
          </li>
        ))}
        <li>{text(steps.length === 0 ? 'ticket.cancelling.nothing' : 'ticket.cancelling.after')}</li>
        <li>{text('ticket.cancelling.company')}</li>
      </ul>
    </div>
  );
}
