import { data, Form, redirect } from 'react-router';
import { acceptInvitation, readInvitation } from '@safiri/contracts';
import { Button, Field, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { AccountFrame } from '../account/account-frame.tsx';
import { mistakeInPassword, passwordIn } from '../sign-in/new-password.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import type { Route } from './+types/accept-page';

/** Whoever opens the link sees what they are invited to; a link that is not good any more says so. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const answer = await visit.api(readInvitation, { body: { token: params.token } });
  if (!answer.ok) return data({ invitation: undefined }, { status: 410 });
  const { companyName, email, expiresAt } = answer.value;
  return { invitation: { companyName, email, until: visit.writing.day(expiresAt, 'UTC') } };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const name = textIn(form, 'name');
  const password = passwordIn(form, 'password');
  if (name === '') return refuse(name, 'account.error.name');
  const mistake = mistakeInPassword(password);
  if (mistake !== undefined) return refuse(name, mistake);
  const answer = await visit.api(acceptInvitation, {
    body: { token: params.token, name, password, locale: visit.locale },
  });
  if (!answer.ok) return refuse(name, messageOfRefusal(answer.code));
  throw redirect('/sign-in?returnTo=/scan');
}

function refuse(name: string, problem: MessageKey) {
  return data({ name, problem }, { status: 422 });
}

/** The address is the secret: nothing keeps it, and no other site is told it. */
export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' };
}

export default function AcceptPage({ loaderData: { invitation }, actionData }: Route.ComponentProps) {
  const text = useText();
  if (invitation === undefined)
    return (
      <AccountFrame>
        <PageTitle lead={text('refusal.invitation-over')}>{text('invitation.over')}</PageTitle>
      </AccountFrame>
    );
  return (
    <AccountFrame>
      <PageTitle lead={text('invitation.lead', { email: invitation.email, day: invitation.until })}>
        {text('invitation.title', { company: invitation.companyName ?? text('site.name') })}
      </PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" className="space-y-4" noValidate>
        <Field name="name" label={text('account.name')} defaultValue={actionData?.name} autoComplete="name" />
        <PasswordField kind="new" label={text('account.password')} hint={text('account.password.hint')} />
        <Button>{text('invitation.submit')}</Button>
      </Form>
    </AccountFrame>
  );
}
