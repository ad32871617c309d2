import { data, Form, redirect } from 'react-router';
import { registerAccount } from '@safiri/contracts';
import { Button, Field, Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { followOutcome } from './follow-outcome.server.ts';
import { mistakeInPassword, passwordIn } from './new-password.ts';
import { PasswordField } from './password-field.tsx';
import { readPending } from './pending.server.ts';
import type { Route } from './+types/details-page';

export function loader({ context }: Route.LoaderArgs) {
  if (readPending(visitOf(context).session, 'registration') === undefined) throw redirect('/register');
  return null;
}

type Refused = {
  readonly name: string;
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly problem?: MessageKey;
};

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const pending = readPending(visit.session, 'registration');
  if (pending === undefined) return redirect('/register');
  const form = await request.formData();
  const [name, password] = [textIn(form, 'name'), passwordIn(form, 'password')];
  const refuse = (errors: Refused['errors'], problem?: MessageKey) =>
    data<Refused>({ name, errors, ...(problem === undefined ? {} : { problem }) }, { status: 422 });
  const mistake = password === '' ? undefined : mistakeInPassword(password);
  const errors = {
    ...(name === '' ? { name: 'account.error.name' as const } : {}),
    ...(mistake === undefined ? {} : { password: mistake }),
  };
  if (Object.keys(errors).length > 0) return refuse(errors);
  const body = { registrationToken: pending.token, name, locale: visit.locale };
  const answer = await visit.api(registerAccount, { body: password === '' ? body : { ...body, password } });
  if (answer.ok) return await followOutcome(visit, { kind: 'session', session: answer.value }, pending.returnTo);
  const message = messageOfRefusal(answer.code);
  return answer.code.startsWith('PASSWORD_') ? refuse({ password: message }) : refuse({}, message);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function DetailsPage({ actionData }: Route.ComponentProps) {
  const text = useText();
  const errors = Object.entries(actionData?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }));
  const errorOf = (name: string): string | undefined => errors.find(({ fieldId }) => fieldId === name)?.message;
  return (
    <AccountFrame>
      <PageTitle lead={text('register.details.lead')}>{text('register.details.title')}</PageTitle>
      <ErrorSummary errors={errors} />
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" noValidate className="space-y-4">
        <Field
          id="name"
          name="name"
          autoComplete="name"
          required
          maxLength={80}
          label={text('account.name')}
          defaultValue={actionData?.name ?? ''}
          error={errorOf('name')}
        />
        <PasswordField
          kind="new"
          required={false}
          label={text('register.password.optional')}
          hint={text('register.password.hint')}
          error={errorOf('password')}
        />
        <Button className="w-full">{text('register.submit')}</Button>
      </Form>
    </AccountFrame>
  );
}
