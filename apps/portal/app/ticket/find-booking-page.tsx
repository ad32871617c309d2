import { data, Form, redirect } from 'react-router';
import { findBooking } from '@safiri/contracts';
import { Button, ButtonLink, Field, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { readPhone } from '../order/phone-number.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { ensureSubject, visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/find-booking-page';

type Outcome = {
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly values: { readonly reference: string; readonly contact: string };
  readonly problem: MessageKey | undefined;
  readonly isSent: boolean;
};

/** What one's own booking is opened with at once; for any other the answer is the same, whether or not it exists. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const values = { reference: textIn(form, 'reference').slice(0, 20), contact: textIn(form, 'contact') };
  const answerWith = (outcome: Partial<Outcome>, status: number) =>
    data<Outcome>({ errors: {}, values, problem: undefined, isSent: false, ...outcome }, { status });
  const contact = readContact(values.contact);
  const errors: Record<string, MessageKey> = {};
  if (values.reference === '') errors['reference'] = 'find-booking.error.reference';
  if (contact === undefined) errors['contact'] = 'find-booking.error.contact';
  if (contact === undefined || values.reference === '') return answerWith({ errors }, 422);
  await ensureSubject(visit);
  const answer = await visit.api(findBooking, { body: { reference: values.reference, ...contact } });
  if (!answer.ok) return answerWith({ problem: messageOfRefusal(answer.code) }, 422);
  const { link } = answer.value;
  return link === null ? answerWith({ isSent: true }, 200) : redirect(`/t/${link}`);
}

function readContact(text: string): { phone: string } | { email: string } | undefined {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return text.length > 254 ? undefined : { email: text };
  // Which country a number is dialled in nobody knows here.
  const phone = readPhone(text, undefined);
  return phone === undefined ? undefined : { phone };
}

export function headers() {
  return { 'cache-control': 'private, no-store' };
}

export default function FindBookingPage({ actionData: outcome }: Route.ComponentProps) {
  const text = useText();
  if (outcome?.isSent === true)
    return (
      <div className="max-w-xl space-y-5">
        <PageTitle>{text('find-booking.sent.title')}</PageTitle>
        <Notice tone="info" role="status">
          <p>{text('find-booking.sent.body', { reference: outcome.values.reference })}</p>
        </Notice>
        <p>{text('find-booking.sent.nothing')}</p>
        <ButtonLink to="/find-booking" look="secondary">
          {text('find-booking.again')}
        </ButtonLink>
      </div>
    );
  const errorOf = (name: string): string | undefined => {
    const key = outcome?.errors[name];
    return key === undefined ? undefined : text(key);
  };
  const errors = Object.entries(outcome?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }));
  return (
    <div className="max-w-xl space-y-5">
      <PageTitle lead={text('find-booking.lead')}>{text('find-booking.title')}</PageTitle>
      <ErrorSummary errors={errors} />
      {outcome?.problem !== undefined && <Notice tone="bad" role="alert" title={text(outcome.problem)} />}
      <Form method="post" noValidate className="space-y-5">
        <Field
          id="reference"
          name="reference"
          required
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          label={text('find-booking.reference')}
          hint={text('find-booking.reference.hint')}
          defaultValue={outcome?.values.reference}
          error={errorOf('reference')}
        />
        <Field
          id="contact"
          name="contact"
          required
          maxLength={254}
          autoComplete="tel"
          label={text('find-booking.contact')}
          hint={text('find-booking.contact.hint')}
          defaultValue={outcome?.values.contact}
          error={errorOf('contact')}
        />
        <Button>{text('find-booking.submit')}</Button>
      </Form>
    </div>
  );
}
