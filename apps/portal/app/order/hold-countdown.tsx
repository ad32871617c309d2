import { useEffect, useState } from 'react';
import { Form } from 'react-router';
import { Button, useCountdown } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { CountdownBar } from '../ui/countdown-bar.tsx';
import { ConnectionLost } from '../ui/connection-lost.tsx';
import { useProgress } from '../ui/use-progress.ts';
import { wallClock } from '../ui/wall-clock.ts';

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

/** Whoever has more time left than this needs no more, and has it still when it is needed. */
const offerSeconds = 180;

/** How often the server is asked whether the hold still stands: seldom, and at once when it should be over. */
const secondsBetweenLooks = 20;
const secondsAtTheEnd = 2;

export function HoldCountdown(props: HoldCountdownProps) {
  const { endsAt, extendable } = props;
  const text = useText();
  const { left, isReachable } = useHold(props);
  return (
    <>
      <CountdownBar
        secondsLeft={left}
        until={text('countdown.until', { time: endsAt })}
        visible={text('countdown.visible', { time: endsAt })}
      >
        {extendable && left > 0 && left <= offerSeconds && (
          <Form method="post" className="w-full sm:w-auto">
            <Button look="quiet" name="intent" value="extend" className="w-full">
              {text('countdown.extend')}
            </Button>
          </Form>
        )}
      </CountdownBar>
      {!isReachable && (
        <div className="mb-6">
          <ConnectionLost>{text('connection.lost.hold', { time: endsAt })}</ConnectionLost>
        </div>
      )}
    </>
  );
}

/** Counts down from what the server said last: when the page was drawn, also anew, and whenever a sleeping phone wakes up. */
function useHold({ secondsLeft: given, progressAddress, mark }: HoldCountdownProps): {
  readonly left: number;
  readonly isReachable: boolean;
} {
  const [said, setSaid] = useState({ seconds: given });
  const left = useCountdown(said, wallClock);
  const { seen, isReachable } = useProgress({
    address: progressAddress,
    mark,
    everySeconds: left <= 0 ? secondsAtTheEnd : secondsBetweenLooks,
  });
  useEffect(() => setSaid({ seconds: given }), [given]);
  useEffect(() => {
    if (seen?.secondsLeft !== undefined) setSaid({ seconds: seen.secondsLeft });
  }, [seen]);
  return { left, isReachable };
}
