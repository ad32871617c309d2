import { BusIcon, SeatIcon } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { Stretch } from '../ui/stretch.tsx';
import type { OrderPage } from './load-order.server.ts';

export function OrderSummary({ page }: { readonly page: OrderPage }) {
  const text = useText();
  return (
    <section aria-labelledby="summary" className="rounded-lg border border-line bg-surface shadow-card">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 px-4 pt-4">
        <h2 id="summary" className="text-lg">
          {text('order.summary')}
        </h2>
        <p className="text-sm text-muted">
          {text('order.reference')} <span className="font-semibold text-ink">{page.reference}</span>
        </p>
      </div>
      {page.journeys.map((journey) => (
        <div key={journey.key} className="border-b border-line p-4">
          <p className="mb-2 font-semibold">{journey.stretch.from.day}</p>
          <Stretch stretch={journey.stretch} />
          <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
            <span className="flex items-center gap-1.5">
              <BusIcon className="size-4 text-brand" />
              {journey.companyName}
            </span>
            <span className="flex items-center gap-1.5">
              <SeatIcon className="size-4 text-brand" />
              {text('order.seats', { count: journey.seatLabels.length, seats: journey.seatLabels.join(', ') })}
            </span>
          </p>
        </div>
      ))}
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 p-4">
        <span className="font-semibold">{text('order.total')}</span>
        <strong className="text-xl">{page.total}</strong>
      </p>
      {page.vouchers.length > 0 && <PaidByVouchers page={page} />}
    </section>
  );
}

/** What of the total is left to pay with money. */
function PaidByVouchers({ page }: { readonly page: OrderPage }) {
  const text = useText();
  return (
    <dl className="space-y-1 px-4 pb-4">
      {page.vouchers.map(({ voucherId, amount }) => (
        <div key={voucherId} className="flex flex-wrap items-baseline justify-between gap-x-3">
          <dt>{text('voucher.pays')}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <dt className="font-semibold">{text('voucher.left')}</dt>
        <dd className="text-xl font-bold">{page.due}</dd>
      </div>
    </dl>
  );
}
