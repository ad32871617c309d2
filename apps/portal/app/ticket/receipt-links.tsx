import { useText } from '../messages/text-context.tsx';
import type { ReceiptLink } from './receipt-links.server.ts';

/** Addresses of receipts and credit notes, once there are any. */
export function ReceiptLinks({ receipts }: { readonly receipts: readonly ReceiptLink[] }) {
  const text = useText();
  if (receipts.length === 0) return null;
  return (
    <section className="no-print needs-network mt-8">
      <h2 className="text-xl">{text('ticket.receipts')}</h2>
      <ul className="mt-2 space-y-1">
        {receipts.map(({ key, kind, number, companyName, total, address }) => (
          <li key={key} className="py-1">
            <a className="font-semibold underline" href={address} download>
              {text(kind === 'receipt' ? 'ticket.receipt' : 'ticket.credit-note', { number, company: companyName })}
            </a>
            : {total}
          </li>
        ))}
      </ul>
    </section>
  );
}
