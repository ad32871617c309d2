import { data, Form, redirect } from 'react-router';
import { addIdentifier } from '@safiri/contracts';
import { Button, ButtonLink } from '@safiri/ui-web';
import { AccountFrame } from '../account/account-frame.tsx';
import { useText } from '../messages/text-context.tsx';
import { IdentifierField } from '../sign-in/identifier-field.tsx';
import { keepChallenge } from '../sign-in/pending.server.ts';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { proveFirst, requireAccount } from './prove-first.server.ts';
import type { Route } from './+types/contact-page';

const page = '/account/security/contact';

export function loader({ context }: Route.LoaderArgs) {
  requireAccount(visitOf(context), page);
  return null;
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const identifier = textIn(await request.formData(), 'identifier');
  const answer = await visit.api(addIdentifier, { body: { identifier } });
  if (!answer.ok && answer.code === 'PROOF_NEEDED') return await proveFirst(visit, page);
  if (!answer.ok) {
    const code = answer.code === 'VALIDATION_FAILED' ? 'IDENTIFIER_INVALID' : answer.code;
    return data({ identifier, problem: messageOfRefusal(code) }, { status: 422 });
  }
  keepChallenge(visit.session, answer.value, { purpose: 'identifier', returnTo: '/account/security' });
  return redirect('/sign-in/code');
}

export default function ContactPage({ actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <AccountFrame>
      <PageTitle lead={text('security.contact.lead')}>{text('security.contact')}</PageTitle>
      <Form method="post" noValidate className="space-y-4">
        <IdentifierField
          hint={text('account.identifier.hint')}
          defaultValue={actionData?.identifier ?? ''}
          error={actionData === undefined ? undefined : text(actionData.problem)}
        />
        <Button className="w-full">{text('register.send')}</Button>
      </Form>
      <ButtonLink look="quiet" to="/account/security">
        {text('security.back')}
      </ButtonLink>
    </AccountFrame>
  );
}
