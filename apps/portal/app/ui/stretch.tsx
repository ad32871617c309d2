import { useText } from '../messages/text-context.tsx';
import type { StopView, StretchView } from './view-stretch.server.ts';

/** Departure and arrival with the road between them; names of stops may be long, so each has half of the width. */
export function Stretch({ stretch, stopsBetween }: { readonly stretch: StretchView; readonly stopsBetween?: number }) {
  const text = useText();
  const { from, to, hours, minutes, daysLater, isApproximate } = stretch;
  const between = stopsBetween === undefined ? [] : [text('stretch.stops-between', { count: stopsBetween })];
  return (
    <div>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(7rem,100%),1fr))]">
        <StopAt stop={from} label={text('stretch.departs')} side="start" day={undefined} />
        <StopAt
          stop={to}
          label={text('stretch.arrives')}
          side="end"
          day={daysLater === 0 ? undefined : [text('stretch.days-later', { count: daysLater }), to.day].join(' · ')}
        />
      </div>
      <p className="mt-2 text-center text-sm text-muted">
        {[text('stretch.duration', { hours, minutes }), ...between].join(' · ')}
      </p>
      {isApproximate && (
        <p className="mt-1 text-center text-sm font-semibold text-warn">
          {text('stretch.approximate', { time: from.time })}
        </p>
      )}
    </div>
  );
}

type StopAtProps = {
  readonly stop: StopView;
  readonly label: string;
  readonly side: 'start' | 'end';
  /** Named where it is not the day of departure. */
  readonly day: string | undefined;
};

function StopAt({ stop, label, side, day }: StopAtProps) {
  return (
    <div className={side === 'start' ? 'pe-3' : 'ps-3 text-end'}>
      <p className={`flex items-center gap-3 ${side === 'start' ? '-me-3' : '-ms-3 flex-row-reverse'}`}>
        <span className="text-xl font-bold tabular-nums">
          <span className="sr-only">{label} </span>
          <time dateTime={stop.at}>{stop.time}</time>
        </span>
        <span className="journey-line flex-1" aria-hidden="true" />
      </p>
      <p className="text-sm break-words">{stop.name}</p>
      {day !== undefined && <p className="text-sm font-semibold text-warn">{day}</p>}
      {stop.clocks !== undefined && <p className="text-sm text-muted">{stop.clocks}</p>}
    </div>
  );
}
