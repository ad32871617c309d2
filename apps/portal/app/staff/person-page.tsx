import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { getStaffPerson, permissions } from '@safiri/contracts';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { EffectiveTable } from './effective-table.tsx';
import { loadNames } from './load-names.server.ts';
import { changePerson } from './person-actions.server.ts';
import { ScopeField, SelectField } from './power-fields.tsx';
import { usePowerText } from './power-text.tsx';
import { showPower } from './power-words.ts';
import { requireStaff } from './staff-visit.server.ts';
import type { Route } from './+types/person-page';

export async function loader({ request, context, params }: Route.LoaderArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'staff:write');
  const answer = await visit.api(getStaffPerson, { params });
  if (!answer.ok) throw failPage(visit, answer);
  const { powers, effective, companyId, ...person } = answer.value;
  const { roles, branches, names } = await loadNames(visit, { companyId });
  const own = await visit.permissions();
  const shown = powers.map((power) => showPower(power, names));
  return {
    ...person,
    powers: shown,
    effective: effective.map(({ permission, everywhere, places, from }) => ({
      permission,
      everywhere,
      places: places.flatMap((place) => names.places.get(place) ?? []),
      holds: everywhere || places.length > 0,
      from: from.flatMap((index) => shown[index] ?? []),
    })),
    roles: roles.map(({ roleId, name }) => ({ value: roleId, label: name })),
    permissions: permissions.filter((each) => own.has(each)),
    branches: branches.map(({ branchId, name }) => ({ id: branchId, name })),
  };
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'staff:write');
  return await changePerson(visit, params.accountId, await request.formData());
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function PersonPage({ loaderData: person, actionData }: Route.ComponentProps) {
  const text = useText();
  const words = usePowerText();
  const kinds = (['grant', 'deny'] as const).map((value) => ({ value, label: text(`staff.kind.${value}`) }));
  return (
    <>
      <PageTitle lead={person.email}>{person.name}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      {actionData?.isReset === true && <Notice tone="good" role="status" title={text('staff.factors.done')} />}
      {person.deactivated && <Notice tone="warn" title={text('staff.deactivated')} />}
      <section className="mt-6 space-y-3">
        <h2 className="text-xl font-semibold">{text('staff.powers.title')}</h2>
        {person.powers.length === 0 && <p className="text-muted">{text('staff.powers.none')}</p>}
        <ul className="space-y-2">
          {person.powers.map((power) => (
            <li
              key={power.value}
              className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-line p-3"
            >
              <span>{words(power)}</span>
              <PowerForm version={person.version} intent="remove">
                <input type="hidden" name="power" value={power.value} />
                <Button look="quiet" aria-label={text('staff.powers.remove.label', { power: words(power) })}>
                  {text('staff.powers.remove')}
                </Button>
              </PowerForm>
            </li>
          ))}
        </ul>
      </section>
      <div className="mt-6 grid gap-6 md:grid-cols-2">
        <PowerForm version={person.version} intent="role" title={text('staff.give-role.title')}>
          <SelectField name="what" label={text('staff.role')} choices={person.roles} />
          <ScopeField branches={person.branches} />
          <Button>{text('staff.give-role')}</Button>
        </PowerForm>
        <PowerForm version={person.version} intent="permission" title={text('staff.one-permission.title')}>
          <SelectField name="kind" label={text('staff.kind')} choices={kinds} />
          <SelectField
            name="what"
            label={text('staff.permission')}
            choices={person.permissions.map((each) => ({ value: each, label: each }))}
          />
          <ScopeField branches={person.branches} />
          <Button>{text('staff.one-permission')}</Button>
        </PowerForm>
      </div>
      <EffectiveTable permissions={person.effective} />
      <EndForms {...person} />
    </>
  );
}

/** What is done to the person as a whole: their second factors, and their work here. */
function EndForms({ version, deactivated }: { readonly version: number; readonly deactivated: boolean }) {
  const text = useText();
  return (
    <>
      {!deactivated && (
        <PowerForm version={version} intent="reset-factors" title={text('staff.factors.title')}>
          <p className="max-w-prose">{text('staff.factors.lead')}</p>
          <Button look="danger">{text('staff.factors.reset')}</Button>
        </PowerForm>
      )}
      <PowerForm version={version} intent={deactivated ? 'reactivate' : 'deactivate'}>
        <Button look={deactivated ? 'secondary' : 'danger'} className="mt-6">
          {text(deactivated ? 'staff.reactivate' : 'staff.deactivate')}
        </Button>
      </PowerForm>
    </>
  );
}

function PowerForm(props: {
  readonly version: number;
  readonly intent: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <Form
      method="post"
      className={props.title === undefined ? '' : 'space-y-4 rounded-lg border border-line bg-surface p-4'}
    >
      {props.title !== undefined && <h2 className="text-lg font-semibold">{props.title}</h2>}
      <input type="hidden" name="version" value={props.version} />
      <input type="hidden" name="intent" value={props.intent} />
      {props.children}
    </Form>
  );
}
