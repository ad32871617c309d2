import { data, Form, redirect } from 'react-router';
import { changePassword, getMySecurity } from '@safiri/contracts';
import { Button, ButtonLink, Notice } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { mistakeInPassword, passwordIn } from '../sign-in/new-password.ts';
import { PasswordField } from '../sign-in/password-field.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { proveFirst, requireAccount, signInFirst } from './prove-first.server.ts';
import type { Route } from './+types/password-page';

const page = '/account/security/password';

export async function loader({ context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  requireAccount(visit, page);
  const security = await visit.api(getMySecurity, {});
  if (!security.ok) throw security.code === 'UNAUTHENTICATED' ? signInFirst(page) : failPage(visit, security);
  return { hasPassword: security.value.hasPassword };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const [password, oldPassword] = [passwordIn(form, 'password'), passwordIn(form, 'oldPassword')];
  const refuse = (problem: MessageKey) => data({ problem }, { status: 422 });
  const mistake = mistakeInPassword(password);
  if (mistake !== undefined) return refuse(mistake);
  const body = oldPassword === '' ? { password } : { password, oldPassword };
  const answer = await visit.api(changePassword, { body });
  if (answer.ok) return redirect('/account/security?password');
  if (answer.code === 'PROOF_NEEDED') return await proveFirst(visit, page);
  return refuse(messageOfRefusal(answer.code));
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function PasswordPage({ loaderData: { hasPassword }, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <AccountFrame>
      <PageTitle lead={text('security.password.lead')}>
        {text(hasPassword ? 'security.password.change' : 'security.password.first')}
      </PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" noValidate className="space-y-4">
        {hasPassword && (
          <PasswordField
            kind="current"
            name="oldPassword"
            required={false}
            label={text('security.password.old')}
            hint={text('security.password.old.hint')}
          />
        )}
        <PasswordField kind="new" label={text('security.password.new')} hint={text('account.password.hint')} />
        <Button className="w-full">{text('reset.submit')}</Button>
      </Form>
      <ButtonLink look="quiet" to="/account/security">
        {text('security.back')}
      </ButtonLink>
    </AccountFrame>
  );
}
