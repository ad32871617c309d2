import { data, Form, Link, redirectDocument } from 'react-router';
import { signIn } from '@safiri/contracts';
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
import type { Route } from './+types/sign-in-page';

export function loader({ request }: Route.LoaderArgs) {
  const returnTo = readReturnAddress(new URL(request.url).searchParams.get('returnTo'), '');
  return { returnTo, query: returnTo === '' ? '' : `?${new URLSearchParams({ returnTo }).toString()}` };
}

type Refused = {
  readonly identifier: string;
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly problem?: MessageKey;
};

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const identifier = textIn(form, 'identifier');
  const password = form.get('password');
  const refuse = (refused: Omit<Refused, 'identifier'>, status: number) =>
    data<Refused>({ identifier, ...refused }, { status });
  const errors: Record<string, MessageKey> = {};
  if (identifier.length < 5) errors['identifier'] = 'account.error.identifier';
  if (typeof password !== 'string' || password === '') errors['password'] = 'account.error.password-missing';
  if (Object.keys(errors).length > 0 || typeof password !== 'string') return refuse({ errors }, 422);
  const answer = await visit.api(signIn, { body: { identifier, password } });
  if (!answer.ok) {
    const isWrong = answer.code === 'SIGN_IN_FAILED' || answer.code === 'VALIDATION_FAILED';
    return refuse(
      { errors: {}, problem: isWrong ? 'account.error.sign-in-failed' : messageOfRefusal(answer.code) },
      isWrong ? 401 : 422,
    );
  }
  await beginSession(visit, answer.value);
  const { platform, companyId } = answer.value.account;
  const isStaff = platform || companyId !== null;
  // A document of its own, because some pages may do more than this one: scanning has the camera.
  return redirectDocument(
    readReturnAddress(new URL(request.url).searchParams.get('returnTo'), isStaff ? '/scan' : '/my-tickets'),
  );
}

export default function SignInPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const errorOf = (name: string): string | undefined => {
    const key = actionData?.errors[name];
    return key === undefined ? undefined : text(key);
  };
  return (
    <AccountFrame>
      <PageTitle lead={text('sign-in.lead')}>{text('sign-in.title')}</PageTitle>
      <ErrorSummary
        errors={Object.entries(actionData?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }))}
      />
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" noValidate className="space-y-4">
        <Field
          id="identifier"
          name="identifier"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={254}
          label={text('account.identifier')}
          defaultValue={actionData?.identifier ?? ''}
          error={errorOf('identifier')}
        />
        <Field
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          label={text('account.password')}
          error={errorOf('password')}
        />
        <Button className="w-full">{text('sign-in.submit')}</Button>
      </Form>
      <p>
        {text('sign-in.no-account')}{' '}
        <Link
          to={`/register${loaderData.query}`}
          className="inline-flex min-h-11 items-center font-semibold text-brand underline"
        >
          {text('register.title')}
        </Link>
      </p>
    </AccountFrame>
  );
}
