import type { StorageLimit } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';

/** What services say they keep, in words. One that is new here is left out rather than shown as a code. */
const words: Readonly<Record<string, MessageKey>> = {
  accounts: 'privacy.kept.accounts',
  'past-sessions': 'privacy.kept.past-sessions',
  'guests-who-do-not-come-back': 'privacy.kept.guests',
  'unpaid-orders': 'privacy.kept.unpaid-orders',
  'waiting-lists': 'privacy.kept.waiting-lists',
  'names-after-the-trip': 'privacy.kept.names',
  'bookings-without-names': 'privacy.kept.bookings',
  'numbers-of-payers': 'privacy.kept.payers',
  'payments-and-receipts': 'privacy.kept.receipts',
  scans: 'privacy.kept.scans',
  messages: 'privacy.kept.messages',
};

export function KeptList({ limits }: { readonly limits: readonly StorageLimit[] }) {
  const text = useText();
  return (
    <dl className="mt-3 divide-y divide-line">
      {limits.flatMap(({ what, days }) => {
        const name = words[what];
        if (name === undefined) return [];
        return [
          <div key={what} className="flex flex-wrap justify-between gap-x-6 py-2">
            <dt>{text(name)}</dt>
            <dd className="text-muted">
              {days === null ? text('privacy.kept.no-end') : text('privacy.kept.days', { count: days })}
            </dd>
          </div>,
        ];
      })}
    </dl>
  );
}
