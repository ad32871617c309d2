import { data, Form, redirect } from 'react-router';
import { namePassengersByLink, type Order, type OrderClaim } from '@safiri/contracts';
import { Button, ButtonLink, Field, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { passengersOf } from '../order/passengers.ts';
import { privateHeaders } from '../refund/load-refund.server.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { findOrderByLink } from './load-tickets.server.ts';
import type { Route } from './+types/names-page';

export async function loader({ params, context }: Route.LoaderArgs) {
  const order = await findOrderByLink(visitOf(context), params.link);
  return {
    link: params.link,
    reference: order.reference,
    passengers: namedBy(order).map(({ index, claims }) => ({
      field: `name-${index}`,
      name: claims[0]?.passengerName ?? '',
      seats: claims.map((claim) => claim.seatLabel),
    })),
  };
}

type Refusal = {
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly values: Readonly<Record<string, string>>;
  readonly problem: MessageKey | undefined;
};

export async function action({ request, params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const persons = namedBy(await findOrderByLink(visit, params.link)).map((person) => ({
    ...person,
    field: `name-${person.index}`,
  }));
  const values = Object.fromEntries(persons.map(({ field }) => [field, textIn(form, field).slice(0, 80)]));
  const refuse = (refusal: Partial<Refusal>) =>
    data<Refusal>({ errors: {}, problem: undefined, values, ...refusal }, { status: 422 });
  const empty = persons.filter(({ field }) => values[field] === '');
  if (empty.length > 0)
    return refuse({ errors: Object.fromEntries(empty.map(({ field }) => [field, 'passengers.error.name'])) });
  const passengers = persons.flatMap(({ field, claims }) =>
    claims.map(({ claimId }) => ({ claimId, name: values[field] ?? '' })),
  );
  if (passengers.length === 0) return redirect(`/t/${params.link}`);
  const answer = await visit.api(namePassengersByLink, { params, body: { passengers } });
  return answer.ok
    ? redirect(`/t/${params.link}?changed=names`)
    : refuse({ problem: answer.code === 'TOO_MANY_CHANGES' ? 'ticket.names.too-many' : messageOfRefusal(answer.code) });
}

/** Persons with a ticket that is good. */
function namedBy(order: Order) {
  return passengersOf<OrderClaim>(order.claims.filter(({ ticket }) => ticket?.status === 'issued'));
}

export function headers() {
  return privateHeaders;
}

export default function NamesPage({ loaderData: page, actionData: refusal }: Route.ComponentProps) {
  const text = useText();
  const errors = Object.entries(refusal?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }));
  const hasAny = page.passengers.length > 0;
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle
        eyebrow={`${text('order.reference')} ${page.reference}`}
        lead={text(hasAny ? 'ticket.names.lead' : 'ticket.names.none')}
      >
        {text('ticket.names.title')}
      </PageTitle>
      <ErrorSummary errors={errors} />
      {refusal?.problem !== undefined && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
      <Form method="post" noValidate className="space-y-5">
        {page.passengers.map(({ field, name, seats }) => {
          const error = refusal?.errors[field];
          return (
            <Field
              key={field}
              id={field}
              name={field}
              required
              maxLength={80}
              autoComplete="off"
              label={text('passengers.name')}
              hint={text('order.seats', { count: seats.length, seats: seats.join(', ') })}
              defaultValue={refusal?.values[field] ?? name}
              error={error === undefined ? undefined : text(error)}
            />
          );
        })}
        <div className="flex flex-wrap gap-3">
          {hasAny && <Button>{text('ticket.names.submit')}</Button>}
          <ButtonLink to={`/t/${page.link}`} look="quiet">
            {text('refunds.back')}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
}
