import { useText } from '../messages/text-context.tsx';

/** What a ticket promises and asks for, and what all of them cost. */
export function TicketConditions({ total }: { readonly total: string }) {
  const text = useText();
  return (
    <section className="mt-8">
      <h2 className="text-xl">{text('ticket.conditions')}</h2>
      <ul className="mt-2 list-disc space-y-1 ps-5">
        <li>{text('ticket.conditions.once')}</li>
        <li>{text('ticket.conditions.early')}</li>
        <li>{text('ticket.conditions.change')}</li>
      </ul>
      <p className="mt-3">
        {text('order.total')}: <strong>{total}</strong>
      </p>
    </section>
  );
}
