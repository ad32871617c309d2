import { useEffect, useRef, useState } from 'react';
import { Form, Link } from 'react-router';
import { Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Steps } from '../ui/steps.tsx';
import { Stretch } from '../ui/stretch.tsx';
import { WaitingListInvitation } from '../waiting-list/invitation.tsx';
import { HoldBar } from './hold-bar.tsx';
import { addressOfChoice, mostSeats, readSeats, waitingListOf, type JourneyChoice } from './journey-choice.ts';
import { LiveNews } from './live-news.tsx';
import type { TripPage } from './load-trip.server.ts';
import { OutboundNotice } from './outbound-notice.tsx';
import { ReturnChoice } from './return-choice.tsx';
import { SeatMap } from './seat-map.tsx';
import { SeatProblem } from './seat-problem.tsx';
import { seatsFree } from './seats-free.ts';
import type { TripProblem } from './trip-page.tsx';
import { useLiveSeats } from './use-live-seats.ts';
import { useRetry } from './use-retry.ts';
import { AloneQuestion, ShowSeatsButton } from './women-alone.tsx';

type TripViewProps = { readonly page: TripPage; readonly problem: TripProblem | undefined };

export function TripView({ page, problem }: TripViewProps) {
  const text = useText();
  const { stretch, outbound } = page;
  return (
    <>
      <Steps current="seats" />
      {outbound !== undefined && <OutboundNotice outbound={outbound} />}
      <PageTitle eyebrow={text('trip.eyebrow', { company: page.companyName, day: stretch.from.day })}>
        {text('trip.title', { from: stretch.from.name, to: stretch.to.name })}
      </PageTitle>
      <div className="mt-5 grid items-start gap-6 lg:grid-cols-[1fr_24rem]">
        <section className="rounded-lg border border-line bg-surface p-4 shadow-card lg:order-last lg:sticky lg:top-4">
          <Stretch stretch={stretch} stopsBetween={page.stops.length - 2} />
          <p className="mt-3 border-t border-line pt-3">
            {text('trip.fare')} <strong className="text-lg">{page.fare}</strong>
          </p>
          {page.stops.length > 2 && (
            <details className="mt-2">
              <summary className="min-h-11 cursor-pointer py-2 font-semibold">{text('trip.stops')}</summary>
              <ol className="mt-1 space-y-1 text-sm">
                {page.stops.map((stop) => (
                  <li key={stop.id} className="flex gap-3">
                    <span className="w-12 shrink-0 font-semibold tabular-nums">{stop.time}</span>
                    {stop.name}
                  </li>
                ))}
              </ol>
            </details>
          )}
        </section>
        {page.state === 'open' ? (
          <SeatForm key={addressOfChoice(page.choice, outbound?.text)} page={page} problem={problem} />
        ) : (
          <Notice tone="warn" title={text(page.state === 'left' ? 'trip.left.title' : 'trip.cancelled.title')}>
            <Link className="inline-flex min-h-11 items-center font-semibold underline" to="/">
              {text('trip.search-again')}
            </Link>
          </Notice>
        )}
      </div>
    </>
  );
}

function SeatForm({ page, problem }: TripViewProps) {
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  const holdButton = useRef<HTMLButtonElement>(null);
  const initial = problem?.choice ?? page.choice;
  const [{ seats: chosen, alone }, setChosen] = useState<Chosen>(initial);
  const chosenNow = (): Chosen => (form.current === null ? initial : readChosen(new FormData(form.current)));
  const live = useLiveSeats(page, { alone, chosenNow: () => chosenNow().seats });
  // As the page was drawn: nothing moves under somebody's finger when a seat goes.
  const free = seatsFree(page);
  const invitation = <WaitingListInvitation free={free} address={waitingListOf({ ...page.choice, alone })} />;
  // Seats ticked before the script came, kept by the back button, or unticked because somebody else has them now.
  useEffect(() => {
    const now = chosenNow();
    setChosen((known) => (isSame(known, now) ? known : now));
  }, [live.taken]);
  const retry = useRetry(problem?.retry, () => form.current?.requestSubmit(holdButton.current));
  const choose = (): void => {
    setChosen(chosenNow());
    live.acknowledge();
    retry.stop();
  };
  return (
    <Form method="post" ref={form} onChange={choose} preventScrollReset className="min-w-0">
      {problem !== undefined && (
        <SeatProblem
          page={page}
          problem={problem}
          willTryAgain={retry.isWaiting}
          choose={(seats) => {
            tick(form.current, seats);
            choose();
          }}
        />
      )}
      {free === 0 && invitation}
      <input type="hidden" name="formKey" value={problem?.formKey ?? page.formKey} />
      <input type="hidden" name="tries" value={problem?.retry?.tries ?? 0} />
      <fieldset id="seats">
        <legend className="text-xl font-bold">{text('seats.legend')}</legend>
        <p className="mt-1 text-muted">{text('seats.hint')}</p>
        {page.seats.womenOnly !== null && <AloneQuestion alone={initial.alone} />}
        {page.seats.womenOnly !== null && <ShowSeatsButton />}
        <SeatMap
          decks={page.decks}
          taken={live.taken}
          womenOnly={live.womenOnly}
          chosen={initial.seats.filter((seat) => !live.everTaken.has(seat))}
        />
        <LiveNews page={page} live={live} chosen={chosen} />
      </fieldset>
      <HoldBar page={page} chosen={chosen} button={holdButton} />
      {page.outbound === undefined && <ReturnChoice date={page.returnDate} />}
      {free > 0 && free < mostSeats && invitation}
    </Form>
  );
}

type Chosen = Pick<JourneyChoice, 'seats' | 'alone'>;

/** Nothing is drawn anew for a choice that is known. */
function isSame(one: Chosen, other: Chosen): boolean {
  return one.alone === other.alone && one.seats.join() === other.seats.join();
}

function readChosen(form: FormData): Chosen {
  return { seats: readSeats(form.getAll('seat')), alone: form.has('alone') };
}

/** Ticks these seats and no others. */
function tick(form: HTMLFormElement | null, seats: readonly number[]): void {
  for (const box of form?.querySelectorAll<HTMLInputElement>('input[name=seat]') ?? [])
    box.checked = !box.disabled && seats.includes(Number(box.value));
}
