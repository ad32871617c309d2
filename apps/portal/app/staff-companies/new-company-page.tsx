import { data, Form, redirect } from 'react-router';
import { newId } from '@safiri/kernel';
import { Button, Field, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { requireStaff } from '../visit/require-staff.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { takeCompanyOn, type NewCompanyField } from './company-actions.server.ts';
import type { Route } from './+types/new-company-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  await requireStaff(visitOf(context), request, 'tenant:write');
  // Made with the page: a form sent twice takes one company on.
  return { companyId: newId(), branchId: newId(), timeZones: Intl.supportedValuesOf('timeZone') };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'tenant:write');
  const refused = await takeCompanyOn(visit, await request.formData());
  if (refused !== undefined) return data(refused, { status: 422 });
  throw redirect('/staff/companies?onboarded');
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function NewCompanyPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const of = (name: NewCompanyField) => ({
    name,
    defaultValue: actionData?.given[name],
    error: actionData?.field === name ? text(actionData.problem) : undefined,
    autoComplete: 'off',
  });
  return (
    <div className="mx-auto max-w-md space-y-5">
      <PageTitle lead={text('companies.new.lead')}>{text('companies.new')}</PageTitle>
      {actionData !== undefined && actionData.field === undefined && (
        <Notice tone="bad" role="alert" title={text(actionData.problem)} />
      )}
      <Form method="post" className="space-y-4" noValidate>
        <input type="hidden" name="companyId" value={loaderData.companyId} />
        <input type="hidden" name="branchId" value={loaderData.branchId} />
        <Field {...of('name')} label={text('companies.name')} maxLength={200} />
        <Field
          {...of('timeZone')}
          label={text('companies.time-zone')}
          hint={text('companies.time-zone.hint')}
          list="time-zones"
        />
        <datalist id="time-zones">
          {loaderData.timeZones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <Field
          {...of('currency')}
          label={text('companies.currency')}
          hint={text('companies.currency.hint')}
          maxLength={3}
        />
        <Field {...of('branch')} label={text('companies.branch')} maxLength={80} />
        <Field {...of('admin')} type="email" label={text('companies.admin')} hint={text('companies.admin.hint')} />
        <Button>{text('companies.submit')}</Button>
      </Form>
    </div>
  );
}
