import { data, Form, Link, redirect } from 'react-router';
import { registerAccount } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { Button } from '../ui/button.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { AccountFrame } from './account-frame.tsx';
import { beginSession } from './begin-session.server.ts';
import { readReturnAddress } from './return-address.ts';
import type { Route } from './+types/register-page';

export function loader({ request }: Route.LoaderArgs) {
  const returnTo = readReturnAddress(new URL(request.url).searchParams.get('returnTo'), '');
  return { query: returnTo === '' ? '' : `?${new URLSearchParams({ returnTo }).toString()}` };
}

type Refused = {
  readonly values: { readonly name: string; readonly identifier: string };
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly problem?: MessageKey;
};

/** What the contract takes, said before the password travels to the API and back. */
const shortestPassword = 10;
const longestPasswordBytes = 72;

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const values = { name: textIn(form, 'name'), identifier: textIn(form, 'identifier') };
  const given = form.get('password');
  const password = typeof given === 'string' ? given : '';
  const refuse = (errors: Refused['errors'], problem?: MessageKey) =>
    data<Refused>({ values, errors, ...(problem === undefined ? {} : { problem }) }, { status: 422 });
  const errors: Record<string, MessageKey> = {};
  if (values.name === '') errors['name'] = 'account.error.name';
  if (values.identifier.length < 5) errors['identifier'] = 'account.error.identifier';
  if (password.length < shortestPassword) errors['password'] = 'account.error.password-short';
  if (new TextEncoder().encode(password).length > longestPasswordBytes)
    errors['password'] = 'account.error.password-long';
  if (Object.keys(errors).length > 0) return refuse(errors);
  const answer = await visit.api(registerAccount, {
    body: { identifier: values.identifier, password, name: values.name, locale: visit.locale },
  });
  if (answer.ok) {
    await beginSession(visit, answer.value);
    return redirect(readReturnAddress(new URL(request.url).searchParams.get('returnTo'), '/my-tickets'));
  }
  if (answer.code === 'IDENTIFIER_TAKEN') return refuse({ identifier: 'account.error.taken' });
  if (answer.code === 'IDENTIFIER_INVALID' || answer.code === 'VALIDATION_FAILED')
    return refuse({ identifier: 'account.error.identifier' });
  if (answer.code === 'PASSWORD_TOO_LONG') return refuse({ password: 'account.error.password-long' });
  return refuse({}, messageOfRefusal(answer.code));
}

export default function RegisterPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <AccountFrame>
      <PageTitle lead={text('register.lead')}>{text('register.title')}</PageTitle>
      <ErrorSummary
        errors={Object.entries(actionData?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }))}
      />
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <RegisterForm refused={actionData} />
      <p>
        {text('register.have-account')}{' '}
        <Link
          to={`/sign-in${loaderData.query}`}
          className="inline-flex min-h-11 items-center font-semibold text-brand underline"
        >
          {text('sign-in.title')}
        </Link>
      </p>
    </AccountFrame>
  );
}

function RegisterForm({ refused }: { readonly refused: Refused | undefined }) {
  const text = useText();
  const errorOf = (name: string): string | undefined => {
    const key = refused?.errors[name];
    return key === undefined ? undefined : text(key);
  };
  return (
    <Form method="post" noValidate className="space-y-4">
      <Field
        id="name"
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        label={text('account.name')}
        defaultValue={refused?.values.name ?? ''}
        error={errorOf('name')}
      />
      <Field
        id="identifier"
        name="identifier"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        label={text('account.identifier')}
        hint={text('account.identifier.hint')}
        defaultValue={refused?.values.identifier ?? ''}
        error={errorOf('identifier')}
      />
      <Field
        id="password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        maxLength={200}
        label={text('account.password')}
        hint={text('account.password.hint')}
        error={errorOf('password')}
      />
      <Button className="w-full">{text('register.submit')}</Button>
    </Form>
  );
}
