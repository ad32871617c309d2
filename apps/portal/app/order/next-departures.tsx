import { Form } from 'react-router';
import { BusIcon, Button } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { Stretch } from '../ui/stretch.tsx';
import type { OrderPage } from './load-order.server.ts';

/** Later buses on the same way with as many seats, each had by one press. */
export function NextDepartures({ page: { nextDepartures, payKey } }: { readonly page: OrderPage }) {
  const text = useText();
  if (nextDepartures.length === 0) return null;
  return (
    <section aria-labelledby="next-departures" className="space-y-3">
      <h2 id="next-departures" className="text-xl">
        {text('next-departures.title')}
      </h2>
      <p className="max-w-prose text-muted">{text('next-departures.body')}</p>
      <ul className="space-y-4">
        {nextDepartures.map((departure) => (
          <li key={departure.key} className="rounded-lg border border-line bg-surface p-4 shadow-card">
            <p className="mb-2 font-semibold">{departure.day}</p>
            <Stretch stretch={departure.stretch} stopsBetween={departure.stopsBetween} />
            <Form method="post" className="mt-3 flex flex-wrap items-center justify-between gap-3">
              <input type="hidden" name="payKey" value={payKey} />
              {Object.entries(departure.take).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <p className="flex items-center gap-2 text-sm">
                <BusIcon className="size-4 text-brand" />
                {departure.companyName}
              </p>
              <Button name="intent" value="take-departure" look="secondary">
                {text('next-departures.take', { count: departure.take.count, fare: departure.fare })}
                <span className="sr-only">
                  {' '}
                  {text('next-departures.take.of', { day: departure.day, time: departure.stretch.from.time })}
                </span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
