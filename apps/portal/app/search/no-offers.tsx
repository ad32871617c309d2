import { Link } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import type { SearchHints } from './load-hints.server.ts';

const linkClasses = 'inline-flex min-h-11 items-center font-semibold text-brand underline';

/** Nothing leaves on this day: when something does, from where else, and whether the other way was meant. */
export function NoOffers({ hints }: { readonly hints: SearchHints | undefined }) {
  const text = useText();
  return (
    <section className="mt-8 rounded-lg border border-dashed border-edge p-6 text-center">
      <svg
        viewBox="0 0 160 60"
        className="mx-auto h-20 text-edge"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <path d="M4 52h152" strokeDasharray="8 6" />
        <path d="M96 52V14h30v10h-30M90 52h12" />
        <path d="M30 52c0-8 6-14 14-14s14 6 14 14" />
      </svg>
      <h2 className="mt-4 text-xl">{text('results.none.title')}</h2>
      <p className="mx-auto mt-2 max-w-prose text-muted">{text('results.none.body')}</p>
      <ul className="mt-4">
        {hints?.nextDay !== undefined && (
          <li>
            <Link className={linkClasses} to={hints.nextDay.href}>
              {text('results.none.next', { date: hints.nextDay.date })}
            </Link>
          </li>
        )}
        {hints?.nearby.map(({ from, to, href }) => (
          <li key={href}>
            <Link className={linkClasses} to={href}>
              {text('results.none.nearby', { from, to })}
            </Link>
          </li>
        ))}
        {hints?.otherWay !== undefined && (
          <li>
            <Link className={linkClasses} to={hints.otherWay.href}>
              {text('results.none.other-way', { date: hints.otherWay.date })}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}
