import { useText } from '../messages/text-context.tsx';
import type { StopView, StretchView } from './view-stretch.server.ts';

/** Departure, the road between, arrival. */
export function Stretch({ stretch, stopsBetween }: { readonly stretch: StretchView; readonly stopsBetween?: number }) {
  const text = useText();
  const { from, to, hours, minutes } = stretch;
  return (
    <div className="grid grid-cols-[auto_1fr_auto] items-start gap-x-3">
      <StopAt stop={from} label={text('stretch.departs')} />
      <div className="pt-2 text-center text-sm text-muted">
        <p>{text('stretch.duration', { hours, minutes })}</p>
        <div className="journey-line my-1" aria-hidden="true" />
        {stopsBetween !== undefined && <p>{text('stretch.stops-between', { count: stopsBetween })}</p>}
      </div>
      <StopAt stop={to} label={text('stretch.arrives')} day={stretch.arrivesAnotherDay ? to.day : undefined} end />
    </div>
  );
}

type StopAtProps = {
  readonly stop: StopView;
  readonly label: string;
  readonly day?: string | undefined;
  readonly end?: boolean;
};

function StopAt({ stop, label, day, end = false }: StopAtProps) {
  return (
    <div className={`max-w-36 ${end ? 'text-end' : ''}`}>
      <p className="text-xl font-bold tabular-nums">
        <span className="sr-only">{label} </span>
        <time dateTime={stop.at}>{stop.time}</time>
      </p>
      {day !== undefined && <p className="text-sm font-semibold text-warn">{day}</p>}
      {stop.clocks !== undefined && <p className="text-sm text-muted">{stop.clocks}</p>}
      <p className="text-sm break-words">{stop.name}</p>
    </div>
  );
}
