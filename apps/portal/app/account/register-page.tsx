import { data, Form, Link, redirect } from 'react-router';
import { requestCode } from '@safiri/contracts';
import { Button } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { nameDevice } from '../sign-in/follow-outcome.server.ts';
import { IdentifierField } from '../sign-in/identifier-field.tsx';
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
import type { Route } from './+types/register-page';

export function loader({ request }: Route.LoaderArgs) {
  const returnTo = readReturnAddress(new URL(request.url).searchParams.get('returnTo'), '');
  return { query: returnTo === '' ? '' : `?${new URLSearchParams({ returnTo }).toString()}` };
}

/** A code comes first: who reads it and has an account already is signed in to that. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  takeSolution(visit, form);
  const identifier = textIn(form, 'identifier');
  const refuse = (error: MessageKey, more: { readonly challenge?: string } = {}) =>
    data({ identifier, error, ...more }, { status: 422 });
  if (identifier.length < 5) return refuse('account.error.identifier');
  nameDevice(visit);
  const sent = await visit.api(requestCode, { body: { identifier, purpose: 'sign-in', locale: visit.locale } });
  if (!sent.ok) return refuse(messageOfRefusal(sent.code), challengeIn(sent));
  const returnTo = readReturnAddress(new URL(request.url).searchParams.get('returnTo'), '');
  keepChallenge(visit.session, sent.value, { purpose: 'sign-in', returnTo });
  return redirect('/sign-in/code');
}

export default function RegisterPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const error = actionData === undefined ? undefined : text(actionData.error);
  return (
    <AccountFrame>
      <PageTitle lead={text('register.lead')}>{text('register.title')}</PageTitle>
      <ErrorSummary errors={error === undefined ? [] : [{ fieldId: 'identifier', message: error }]} />
      <Form method="post" noValidate className="space-y-4">
        <IdentifierField
          hint={text('account.identifier.hint')}
          defaultValue={actionData?.identifier ?? ''}
          error={error}
        />
        <ChallengeField challenge={actionData?.challenge} />
        <Button className="w-full">{text('register.send')}</Button>
      </Form>
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
