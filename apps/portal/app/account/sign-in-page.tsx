import { data, Form, Link, redirect } from 'react-router';
import { requestCode, signIn } from '@safiri/contracts';
import { Button, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { followOutcome, nameDevice } from '../sign-in/follow-outcome.server.ts';
import { IdentifierField } from '../sign-in/identifier-field.tsx';
import { PasskeySignIn } from '../sign-in/passkey-button.tsx';
import { PasswordField } from '../sign-in/password-field.tsx';
import { keepChallenge } from '../sign-in/pending.server.ts';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { AccountFrame } from './account-frame.tsx';
import { ChallengeField } from './challenge-field.tsx';
import { challengeIn, takeSolution } from './challenge.server.ts';
import { readReturnAddress } from './return-address.ts';
import type { Route } from './+types/sign-in-page';

export function loader({ request }: Route.LoaderArgs) {
  const query = new URL(request.url).searchParams;
  const returnTo = readReturnAddress(query.get('returnTo'), '');
  return {
    returnTo,
    query: returnTo === '' ? '' : `?${new URLSearchParams({ returnTo }).toString()}`,
    isReset: query.has('reset'),
  };
}

type Refused = {
  readonly identifier: string;
  readonly errors: Readonly<Record<string, MessageKey>>;
  readonly problem?: MessageKey;
  readonly challenge?: string;
  /** The form was sent to have a code. */
  readonly isByCode: boolean;
};

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const identifier = textIn(form, 'identifier');
  const password = form.get('password');
  const isByCode = textIn(form, 'by') === 'code';
  takeSolution(visit, form);
  const refuse = (refused: Omit<Refused, 'identifier' | 'isByCode'>, status: number) =>
    data<Refused>({ identifier, isByCode, ...refused }, { status });
  const errors: Record<string, MessageKey> = {};
  if (identifier.length < 5) errors['identifier'] = 'account.error.identifier';
  if (!isByCode && (typeof password !== 'string' || password === ''))
    errors['password'] = 'account.error.password-missing';
  if (Object.keys(errors).length > 0 || typeof password !== 'string') return refuse({ errors }, 422);
  nameDevice(visit);
  const returnTo = readReturnAddress(new URL(request.url).searchParams.get('returnTo'), '');
  if (isByCode) {
    const sent = await visit.api(requestCode, { body: { identifier, purpose: 'sign-in', locale: visit.locale } });
    if (!sent.ok) return refuse({ errors: {}, problem: messageOfRefusal(sent.code), ...challengeIn(sent) }, 422);
    keepChallenge(visit.session, sent.value, { purpose: 'sign-in', returnTo });
    return redirect('/sign-in/code');
  }
  const answer = await visit.api(signIn, { body: { identifier, password } });
  if (answer.ok) return await followOutcome(visit, answer.value, returnTo);
  const isWrong = answer.code === 'SIGN_IN_FAILED' || answer.code === 'VALIDATION_FAILED';
  const problem = isWrong ? 'account.error.sign-in-failed' : messageOfRefusal(answer.code);
  return refuse({ errors: {}, problem, ...challengeIn(answer) }, isWrong ? 401 : 422);
}

export default function SignInPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <AccountFrame>
      <PageTitle lead={text('sign-in.lead')}>{text('sign-in.title')}</PageTitle>
      {loaderData.isReset && actionData === undefined && (
        <Notice tone="good" role="status" title={text('reset.done')} />
      )}
      <ErrorSummary
        errors={Object.entries(actionData?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }))}
      />
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <SignInForm refused={actionData} />
      <PasskeySignIn returnTo={loaderData.returnTo} />
      <p>
        {text('sign-in.forgot')} <QuietLink to="/reset-password">{text('sign-in.reset')}</QuietLink>
      </p>
      <p>
        {text('sign-in.no-account')} <QuietLink to={`/register${loaderData.query}`}>{text('register.title')}</QuietLink>
      </p>
    </AccountFrame>
  );
}

function QuietLink({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Link to={to} className="inline-flex min-h-11 items-center font-semibold text-brand underline">
      {children}
    </Link>
  );
}

function SignInForm({ refused }: { readonly refused: Refused | undefined }) {
  const text = useText();
  const errorOf = (name: string): string | undefined => {
    const key = refused?.errors[name];
    return key === undefined ? undefined : text(key);
  };
  return (
    <Form method="post" noValidate className="space-y-4">
      <IdentifierField defaultValue={refused?.identifier ?? ''} error={errorOf('identifier')} />
      <PasswordField kind="current" label={text('account.password')} error={errorOf('password')} />
      <ChallengeField challenge={refused?.challenge} by={refused?.isByCode === true ? 'code' : undefined} />
      <Button className="w-full">{text('sign-in.submit')}</Button>
      <Button look="secondary" className="w-full" name="by" value="code">
        {text('sign-in.by-code')}
      </Button>
    </Form>
  );
}
