import { data, Form, redirect } from 'react-router';
import { Button, ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { loadChoice, privateHeaders, type SeatView } from './load-refund.server.ts';
import { askForQuote } from './refund-actions.server.ts';
import { useSeatName } from './seat-name.ts';
import type { Route } from './+types/choose-page';

export async function loader({ params, context }: Route.LoaderArgs) {
  return await loadChoice(visitOf(context), params.link);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const outcome = await askForQuote(visitOf(context), params.link, await request.formData());
  return outcome.kind === 'done' ? redirect(outcome.to) : data(outcome, { status: 422 });
}

export function headers() {
  return privateHeaders;
}

export default function ChooseRefundPage({ loaderData: page, actionData: refusal }: Route.ComponentProps) {
  const text = useText();
  const back = (
    <ButtonLink to={`/t/${page.link}`} look="quiet">
      {text('refunds.back')}
    </ButtonLink>
  );
  if (page.seats.length === 0) {
    return (
      <div className="max-w-2xl space-y-5">
        <PageTitle eyebrow={`${text('order.reference')} ${page.reference}`} lead={text('refunds.none.body')}>
          {text('refunds.none.title')}
        </PageTitle>
        {back}
      </div>
    );
  }
  const [first] = page.seats;
  const isUnchosen = refusal?.isAboutChoice === true;
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle eyebrow={`${text('order.reference')} ${page.reference}`} lead={text('refunds.choose.lead')}>
        {text('refunds.choose.title')}
      </PageTitle>
      {isUnchosen && <ErrorSummary errors={[{ fieldId: first?.claimId ?? '', message: text(refusal.problem) }]} />}
      {refusal !== undefined && !isUnchosen && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
      <Form method="post" className="space-y-6">
        {[...Map.groupBy(page.seats, tripOf)].map(([trip, seats]) => (
          <TripSeats key={trip} seats={seats} />
        ))}
        <div className="flex flex-wrap gap-3">
          <Button>{text('refunds.choose.submit')}</Button>
          {back}
        </div>
      </Form>
    </div>
  );
}

function tripOf({ stretch }: SeatView): string {
  return `${stretch.from.at} ${stretch.from.name}`;
}

function TripSeats({ seats }: { readonly seats: readonly SeatView[] }) {
  const seatName = useSeatName();
  const [first] = seats;
  if (first === undefined) return null;
  const { from, to } = first.stretch;
  return (
    <fieldset>
      <legend className="mb-2 font-bold">
        {from.day}, {from.time} · {from.name} – {to.name}
      </legend>
      <div className="rounded-lg border border-line bg-surface px-4 py-2 shadow-card sm:px-6">
        {seats.map((seat) => (
          <label key={seat.claimId} className="flex min-h-12 cursor-pointer items-center gap-3 py-1">
            <input
              type="checkbox"
              id={seat.claimId}
              name="claim"
              value={seat.claimId}
              className="size-6 shrink-0 accent-brand"
            />
            <span className="min-w-0 flex-1 break-words">{seatName(seat)}</span>
            <span className="shrink-0 font-semibold">{seat.fare}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
