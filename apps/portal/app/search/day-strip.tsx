import { Link } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import type { DayView } from './load-days.server.ts';

/** A week around the day, each with its lowest fare. */
export function DayStrip({ days }: { readonly days: readonly DayView[] }) {
  const text = useText();
  return (
    <nav aria-label={text('results.days')} className="mt-4 relative overflow-x-auto border-y border-line">
      <ul className="flex min-w-max gap-1 py-1 sm:grid sm:min-w-0 sm:grid-cols-7">
        {days.map((day) => (
          <li key={day.href}>
            <Link
              to={day.href}
              aria-current={day.place === 'shown' ? 'date' : undefined}
              className="flex min-h-14 min-w-24 flex-col items-center justify-center rounded-md px-2 py-1 text-center text-ink no-underline hover:bg-tint aria-[current=date]:bg-tint aria-[current=date]:font-bold sm:min-w-0"
            >
              <span className="text-sm whitespace-nowrap">
                {(day.place === 'before' || day.place === 'after') && (
                  <span className="sr-only">
                    {text(day.place === 'before' ? 'results.day-before' : 'results.day-after')}{' '}
                  </span>
                )}
                {day.date}
              </span>
              <span className={`text-sm whitespace-nowrap ${day.fare === undefined ? 'text-muted' : 'text-brand'}`}>
                {day.fare ?? (day.state === 'none' ? text('results.day.none') : ' ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
