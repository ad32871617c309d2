import { useText } from '../messages/text-context.tsx';
import type { StopOnWay } from './load-itinerary.server.ts';

/** Every stop of the journey with its local time; where one gets on and off, and the places to find on a map. */
export function StopsOnWay({ stops }: { readonly stops: readonly StopOnWay[] }) {
  const text = useText();
  if (stops.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="min-h-11 cursor-pointer py-2 font-semibold text-brand">{text('ticket.stops')}</summary>
      <ol className="mt-1 space-y-2">
        {stops.map((stop, index) => (
          <li key={stop.key} className="flex flex-wrap gap-x-3">
            <time dateTime={stop.at} className="w-12 shrink-0 font-semibold tabular-nums">
              {stop.time}
            </time>
            <div className="min-w-0 flex-1">
              <p className="break-words">{stop.name}</p>
              {index === 0 && <End stop={stop} words={text('ticket.stops.board')} />}
              {index === stops.length - 1 && <End stop={stop} words={text('ticket.stops.alight')} />}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}

const linkClasses = 'inline-flex min-h-11 items-center font-semibold text-brand underline';

function End({ stop, words }: { readonly stop: StopOnWay; readonly words: string }) {
  const text = useText();
  return (
    <>
      <p className="text-sm text-muted">
        {words} · {stop.day}
      </p>
      <p className="no-print flex flex-wrap gap-x-4 text-sm">
        <a
          className={linkClasses}
          href={stop.map}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={text('ticket.stops.map.of', { stop: stop.name })}
        >
          {text('ticket.stops.map')}
        </a>
        <a className={linkClasses} href={stop.geo} aria-label={text('ticket.stops.app.of', { stop: stop.name })}>
          {text('ticket.stops.app')}
        </a>
      </p>
    </>
  );
}
