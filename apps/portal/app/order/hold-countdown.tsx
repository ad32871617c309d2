import { useEffect, useState } from 'react';
import { Form } from 'react-router';
import { useText } from '../messages/text-context.tsx';
import { Button } from '../ui/button.tsx';
import { ClockIcon } from '../ui/icons.tsx';
import { useProgress } from '../ui/use-progress.ts';
import { announcedMoment, writeCountdown } from './countdown.ts';

type HoldCountdownProps = {
  /** As the server counted them when it drew the page. */
  readonly secondsLeft: number;
  /** The end on the clocks of the place of departure, for those who run no script. */
  readonly endsAt: string;
  readonly progressAddress: string;
  readonly mark: string;
  /** Whether the passenger may keep the seats longer, once. */
  readonly extendable: boolean;
};

/** Shorter than this before the end the clock turns to a warning. */
const hurrySeconds = 120;

/** Whoever has more time left than this needs no more, and has it still when it is needed. */
const offerSeconds = 180;

/** How often the server is asked whether the hold still stands: seldom, and at once when it should be over. */
const secondsBetweenLooks = 20;
const secondsAtTheEnd = 2;

export function HoldCountdown(props: HoldCountdownProps) {
  const { endsAt, extendable } = props;
  const text = useText();
  const left = useSecondsLeft(props);
  const moment = announcedMoment(left);
  return (
    <div
      className={`mb-6 flex flex-wrap items-center gap-3 rounded-md border px-4 py-2.5 ${left <= hurrySeconds ? 'border-warn bg-warn-ground text-warn' : 'border-line bg-tint'}`}
    >
      <ClockIcon />
      <p className="text-ink">
        <span className="sr-only">{text('countdown.until', { time: endsAt })}</span>
        <span aria-hidden="true">{text('countdown.visible', { time: endsAt })}</span>
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
      {extendable && left > 0 && left <= offerSeconds && (
        <Form method="post" className="w-full sm:w-auto">
          <Button look="quiet" name="intent" value="extend" className="w-full">
            {text('countdown.extend')}
          </Button>
        </Form>
      )}
    </div>
  );
}

/** Counts down from what the server said last: when the page was drawn, also anew, and whenever a sleeping phone wakes up. */
function useSecondsLeft({ secondsLeft: given, progressAddress, mark }: HoldCountdownProps): number {
  const [left, setLeft] = useState(given);
  const [said, setSaid] = useState({ seconds: given });
  const { seen } = useProgress({
    address: progressAddress,
    mark,
    everySeconds: left <= 0 ? secondsAtTheEnd : secondsBetweenLooks,
  });
  useEffect(() => setSaid({ seconds: given }), [given]);
  useEffect(() => {
    if (seen?.secondsLeft !== undefined) setSaid({ seconds: seen.secondsLeft });
  }, [seen]);
  useEffect(() => {
    const start = performance.now();
    const count = (): void => setLeft(said.seconds - (performance.now() - start) / 1000);
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [said]);
  return left;
}
