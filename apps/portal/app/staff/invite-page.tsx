import { data, Form, redirect } from 'react-router';
import { inviteStaff } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { Button, Field, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { loadNames } from './load-names.server.ts';
import { powerIn } from './person-actions.server.ts';
import { ScopeField, SelectField } from './power-fields.tsx';
import { requireStaff } from './staff-visit.server.ts';
import type { Route } from './+types/invite-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const place = await requireStaff(visit, request, 'staff:write');
  const { roles, branches } = await loadNames(visit, place);
  return {
    invitationId: newId(),
    roles: roles.map(({ roleId, name }) => ({ value: roleId, label: name })),
    branches: branches.map(({ branchId, name }) => ({ id: branchId, name })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { companyId } = await requireStaff(visit, request, 'staff:write');
  const form = await request.formData();
  const email = textIn(form, 'email');
  const power = powerIn(form, 'role');
  if (!/^\S+@\S+\.\S+$/.test(email) || power === undefined) return refuse(email, 'staff.error.email');
  const invitationId = keyIn(form, 'invitationId') ?? newId();
  const body = { invitationId, companyId, email, powers: [power], locale: visit.locale };
  const answer = await visit.api(inviteStaff, { body });
  if (!answer.ok) return refuse(email, messageOfRefusal(answer.code));
  throw redirect(`/staff${new URL(request.url).search}`);
}

function refuse(email: string, problem: MessageKey) {
  return data({ email, problem }, { status: 422 });
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function InvitePage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <div className="mx-auto max-w-md space-y-5">
      <PageTitle lead={text('staff.invite.lead')}>{text('staff.invite.title')}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" className="space-y-4" noValidate>
        <input type="hidden" name="invitationId" value={loaderData.invitationId} />
        <Field
          name="email"
          type="email"
          label={text('staff.email')}
          defaultValue={actionData?.email}
          autoComplete="off"
        />
        <SelectField name="what" label={text('staff.role')} choices={loaderData.roles} />
        <ScopeField branches={loaderData.branches} />
        <Button>{text('staff.invite.submit')}</Button>
      </Form>
    </div>
  );
}
