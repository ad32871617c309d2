import { Form } from 'react-router';
import { Button, ButtonLink, Field, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Stretch } from '../ui/stretch.tsx';
import { addressOfChoice, mostSeats } from '../seats/journey-choice.ts';
import { AloneQuestion } from '../seats/women-alone.tsx';
import type { JoinPage } from './join-page.tsx';
import type { JoinRefusal } from './join.server.ts';

type JoinViewProps = { readonly page: JoinPage; readonly refusal: JoinRefusal | undefined };

/** One asks to wait: how many seats, and where the offer is sent. */
export function JoinView({ page, refusal }: JoinViewProps) {
  const text = useText();
  const { stretch, state } = page;
  const errors = Object.entries(refusal?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }));
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle
        eyebrow={text('trip.eyebrow', { company: page.companyName, day: stretch.from.day })}
        lead={text('waiting-list.join.lead')}
      >
        {text('waiting-list.join.title', { from: stretch.from.name, to: stretch.to.name })}
      </PageTitle>
      <section className="rounded-lg border border-line bg-surface p-4 shadow-card">
        <Stretch stretch={stretch} />
        <p className="mt-3 border-t border-line pt-3">
          {text('trip.fare')} <strong className="text-lg">{page.fare}</strong>
        </p>
      </section>
      <ErrorSummary errors={errors} />
      {refusal?.problem !== undefined && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
      {state === 'open' ? (
        <JoinForm page={page} refusal={refusal} />
      ) : (
        <Notice tone="warn" title={text(state === 'left' ? 'trip.left.title' : 'trip.cancelled.title')} />
      )}
      <ButtonLink to={addressOfChoice(page.choice)} look="quiet">
        {text('waiting-list.back')}
      </ButtonLink>
    </div>
  );
}

function JoinForm({ page, refusal }: JoinViewProps) {
  const text = useText();
  const field = (name: string, otherwise = '') => ({
    id: name,
    name,
    defaultValue: refusal?.values[name] ?? otherwise,
    error: refusal?.errors[name] === undefined ? undefined : text(refusal.errors[name]),
  });
  return (
    <Form method="post" noValidate className="space-y-6">
      <input type="hidden" name="formKey" value={refusal?.formKey ?? page.formKey} />
      <Field
        {...field('seats', '1')}
        type="number"
        inputMode="numeric"
        min={1}
        max={mostSeats}
        required
        label={text('waiting-list.seats')}
        hint={text('waiting-list.seats.hint')}
      />
      {page.asksAlone && (
        <AloneQuestion alone={refusal === undefined ? page.choice.alone : refusal.values['alone'] !== ''} />
      )}
      <fieldset className="space-y-4">
        <legend className="mb-1 text-xl font-bold">{text('waiting-list.contact')}</legend>
        <p className="text-muted">{text('passengers.contact.hint')}</p>
        <Field
          {...field('phone')}
          type="tel"
          autoComplete="tel"
          inputMode="tel"
          maxLength={30}
          label={text('passengers.phone')}
          hint={
            page.callingCode === undefined
              ? text('passengers.phone.hint.plus')
              : text('passengers.phone.hint', { code: page.callingCode })
          }
        />
        <Field
          {...field('email')}
          type="email"
          autoComplete="email"
          inputMode="email"
          maxLength={254}
          label={text('passengers.email')}
        />
      </fieldset>
      <Button className="w-full sm:w-auto">{text('waiting-list.submit')}</Button>
    </Form>
  );
}
