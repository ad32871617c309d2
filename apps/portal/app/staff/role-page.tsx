import { data, Form, redirect } from 'react-router';
import { permissions, putRole, removeRole, type Permission } from '@safiri/contracts';
import { Button, Field, Notice } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { loadNames } from './load-names.server.ts';
import { requireStaff } from './staff-visit.server.ts';
import type { Route } from './+types/role-page';

/** A role that is not there yet is a new one: its id was made by the page that leads here. */
export async function loader({ request, context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const { roles } = await loadNames(visit, await requireStaff(visit, request, 'staff:write'));
  const role = roles.find(({ roleId }) => roleId === params.roleId);
  const own = await visit.permissions();
  const held = new Set(role?.permissions);
  return {
    name: role?.name ?? '',
    isNew: role === undefined,
    isFixed: role?.isFixed === true,
    choices: permissions
      .filter((each) => own.has(each) || held.has(each))
      .map((permission) => ({ permission, isHeld: held.has(permission) })),
  };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const visit = visitOf(context);
  const { companyId } = await requireStaff(visit, request, 'staff:write');
  const form = await request.formData();
  const answer =
    textIn(form, 'intent') === 'remove'
      ? await visit.api(removeRole, { params })
      : await visit.api(putRole, {
          params,
          body: { companyId, name: textIn(form, 'name'), permissions: chosenIn(form) },
        });
  if (!answer.ok) return data({ problem: problemOf(answer.code) }, { status: 422 });
  throw redirect(`/staff/roles${new URL(request.url).search}`);
}

function chosenIn(form: FormData): Permission[] {
  const chosen = new Set(form.getAll('permission'));
  return permissions.filter((each) => chosen.has(each));
}

function problemOf(code: string): MessageKey {
  return code === 'VALIDATION_FAILED' ? 'staff.error.role-name' : messageOfRefusal(code);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function RolePage({ loaderData: role, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <div className="mx-auto max-w-xl space-y-5">
      <PageTitle lead={text(role.isFixed ? 'staff.role.fixed' : 'staff.role.lead')}>
        {role.isNew ? text('staff.roles.new') : role.name}
      </PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <Form method="post" className="space-y-4" noValidate>
        {!role.isFixed && (
          <Field name="name" label={text('staff.role.name')} defaultValue={role.name} autoComplete="off" />
        )}
        <fieldset className="space-y-1" disabled={role.isFixed}>
          <legend className="mb-1.5 font-[650]">{text('staff.role.permissions')}</legend>
          {role.choices.map(({ permission, isHeld }) => (
            <label key={permission} className="flex min-h-11 items-center gap-3">
              <input type="checkbox" name="permission" value={permission} defaultChecked={isHeld} className="size-5" />
              {permission}
            </label>
          ))}
        </fieldset>
        {!role.isFixed && <Button>{text('staff.role.save')}</Button>}
      </Form>
      {!role.isFixed && !role.isNew && (
        <Form method="post">
          <input type="hidden" name="intent" value="remove" />
          <Button look="danger">{text('staff.role.remove')}</Button>
        </Form>
      )}
    </div>
  );
}
