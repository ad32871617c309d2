import type { ReactNode } from 'react';
import { announcedMoment, ClockIcon, writeCountdown } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';

type CountdownBarProps = {
  readonly secondsLeft: number;
  /** What ends when, on the clocks of the place, for those who run no script; read out, and seen. */
  readonly until: string;
  readonly visible: string;
  readonly children?: ReactNode;
};

/** Shorter than this before the end the clock turns to a warning. */
const hurrySeconds = 120;

export function CountdownBar({ secondsLeft: left, until, visible, children }: CountdownBarProps) {
  const text = useText();
  const moment = announcedMoment(left);
  return (
    <div
      className={`mb-6 flex flex-wrap items-center gap-3 rounded-md border px-4 py-2.5 ${left <= hurrySeconds ? 'border-warn bg-warn-ground text-warn' : 'border-line bg-tint'}`}
    >
      <ClockIcon />
      <p className="min-w-32 flex-1 text-ink">
        <span className="sr-only">{until}</span>
        <span aria-hidden="true">{visible}</span>
      </p>
      <p role="timer" aria-hidden="true" className="needs-script ms-auto text-xl font-bold tabular-nums">
        {writeCountdown(left)}
      </p>
      <p className="sr-only" aria-live="polite">
        {moment === undefined
          ? ''
          : moment === 0
            ? text('countdown.over')
            : text('countdown.announce', { minutes: Math.floor(moment / 60), seconds: moment % 60 })}
      </p>
      {children}
    </div>
  );
}
