import { data, Form, redirect } from 'react-router';
import { requestCode, resetPassword } from '@safiri/contracts';
import { Button, Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import { ChallengeField } from '../account/challenge-field.tsx';
import { challengeIn, takeSolution } from '../account/challenge.server.ts';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { CodeField } from './challenge-forms.tsx';
import { nameDevice } from './follow-outcome.server.ts';
import { IdentifierField } from './identifier-field.tsx';
import { mistakeInPassword, passwordIn } from './new-password.ts';
import { PasswordField } from './password-field.tsx';
import { keepChallenge, readPending } from './pending.server.ts';
import type { Route } from './+types/reset-page';

export function loader({ request, context }: Route.LoaderArgs) {
  const isSent = new URL(request.url).searchParams.has('sent');
  const pending = isSent ? readPending(visitOf(context).session, 'reset') : undefined;
  return { sentTo: pending?.sentTo ?? undefined };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const identifier = textIn(form, 'identifier');
  takeSolution(visit, form);
  const refuse = (problem: MessageKey, more: { readonly challenge?: string } = {}) =>
    data({ identifier, problem, ...more }, { status: 422 });
  nameDevice(visit);
  if (textIn(form, 'step') === 'send') {
    if (identifier.length < 5) return refuse('account.error.identifier');
    const sent = await visit.api(requestCode, { body: { identifier, purpose: 'reset', locale: visit.locale } });
    if (!sent.ok) return refuse(messageOfRefusal(sent.code), challengeIn(sent));
    keepChallenge(visit.session, sent.value, { purpose: 'reset', returnTo: '' });
    return redirect('/reset-password?sent');
  }
  const pending = readPending(visit.session, 'reset');
  if (pending === undefined) return refuse('refusal.challenge-over');
  const [code, password] = [textIn(form, 'code').replaceAll(/\s/g, ''), passwordIn(form, 'password')];
  if (!/^\d{6}$/.test(code)) return refuse('challenge.error.code');
  const mistake = mistakeInPassword(password);
  if (mistake !== undefined) return refuse(mistake);
  const answer = await visit.api(resetPassword, { body: { challengeToken: pending.token, code, password } });
  if (!answer.ok) return refuse(messageOfRefusal(answer.code));
  visit.session.forgetPending();
  return redirect('/sign-in?reset');
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function ResetPage({ loaderData: { sentTo }, actionData }: Route.ComponentProps) {
  const text = useText();
  const lead = sentTo === undefined ? text('reset.lead') : text('reset.sent', { sentTo });
  return (
    <AccountFrame>
      <PageTitle lead={lead}>{text('reset.title')}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      {sentTo === undefined ? <SendForm {...actionData} /> : <SetForm />}
    </AccountFrame>
  );
}

function SendForm({ identifier = '', challenge }: { readonly identifier?: string; readonly challenge?: string }) {
  const text = useText();
  return (
    <Form method="post" noValidate className="space-y-4">
      <input type="hidden" name="step" value="send" />
      <IdentifierField defaultValue={identifier} />
      <ChallengeField challenge={challenge} />
      <Button className="w-full">{text('register.send')}</Button>
    </Form>
  );
}

function SetForm() {
  const text = useText();
  return (
    <Form method="post" noValidate className="space-y-4">
      <CodeField id="code" label={text('challenge.code')} />
      <PasswordField kind="new" label={text('reset.password')} hint={text('account.password.hint')} />
      <Button className="w-full">{text('reset.submit')}</Button>
    </Form>
  );
}
