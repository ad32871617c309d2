import { data, Form, redirect, type ShouldRevalidateFunctionArgs } from 'react-router';
import { Button, ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { privateHeaders } from '../refund/load-refund.server.ts';
import { useSeatName } from '../refund/seat-name.ts';
import { SeatMap } from '../seats/seat-map.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { changeSeat } from './change-actions.server.ts';
import { loadSeatChange } from './load-change.server.ts';
import type { Route } from './+types/seat-page';

export async function loader({ params, context }: Route.LoaderArgs) {
  return await loadSeatChange(visitOf(context), params);
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const problem = await changeSeat(visitOf(context), params, await request.formData());
  return problem === undefined ? redirect(`/t/${params.link}?changed=seat`) : data({ problem }, { status: 409 });
}

export function headers() {
  return privateHeaders;
}

/** After a refusal too: the map then shows which seats are left, and the form carries a new key. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus !== undefined || defaultShouldRevalidate;
}

/** Another seat of the same bus for one ticket. */
export default function ChangeSeatPage({ loaderData: page, actionData: refusal }: Route.ComponentProps) {
  const text = useText();
  const seatName = useSeatName();
  const { stretch } = page.ticket;
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle eyebrow={`${text('order.reference')} ${page.reference}`} lead={text('change.seat.lead')}>
        {text('change.seat.title', { seat: page.ticket.seatLabel })}
      </PageTitle>
      <p>
        {seatName(page.ticket)} · {stretch.from.day}, {stretch.from.time} · {stretch.from.name} – {stretch.to.name}
      </p>
      {refusal !== undefined && <ErrorSummary errors={[{ fieldId: 'seats', message: text(refusal.problem) }]} />}
      <Form method="post" className="space-y-5">
        <input type="hidden" name="formKey" value={page.formKey} />
        <fieldset id="seats" className="min-w-0">
          <legend className="text-xl font-bold">{text('change.seat.legend')}</legend>
          <SeatMap decks={page.decks} taken={page.taken} womenOnly={page.womenOnly} chosen={[]} choice="radio" />
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <Button>{text('change.seat.submit')}</Button>
          <ButtonLink to={`/t/${page.link}`} look="quiet">
            {text('change.seat.keep', { seat: page.ticket.seatLabel })}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
}
