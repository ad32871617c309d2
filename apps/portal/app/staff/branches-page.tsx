import { data, Form } from 'react-router';
import { newId } from '@safiri/kernel';
import { Button, Field, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { changeBranch } from './branch-actions.server.ts';
import { loadBranches } from './load-names.server.ts';
import { requireStaff } from './staff-visit.server.ts';
import type { Route } from './+types/branches-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const place = await requireStaff(visit, request, 'staff:write');
  return { isPlatform: place.companyId === null, branches: await loadBranches(visit, place), newBranchId: newId() };
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const place = await requireStaff(visit, request, 'staff:write');
  const problem = await changeBranch(visit, place, await request.formData());
  return problem === undefined ? null : data({ problem }, { status: 422 });
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function BranchesPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const { branches, newBranchId, isPlatform } = loaderData;
  if (isPlatform) return <PageTitle lead={text('staff.branches.platform')}>{text('staff.branches.title')}</PageTitle>;
  return (
    <>
      <PageTitle lead={text('staff.branches.lead')}>{text('staff.branches.title')}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <ul className="mt-6 space-y-4">
        {branches.map(({ branchId, name, stationIds }) => (
          <li key={branchId} className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card">
            <h2 className="text-lg font-semibold">{name}</h2>
            <p className="text-sm text-muted">{text('staff.branches.stations', { count: stationIds.length })}</p>
            <Form method="post" className="flex flex-wrap items-end gap-3">
              <input type="hidden" name="branchId" value={branchId} />
              <Field name="station" label={text('staff.branches.station')} autoComplete="off" />
              <Button look="secondary" name="intent" value="add">
                {text('staff.branches.add-station')}
              </Button>
              <Button look="quiet" name="intent" value="take">
                {text('staff.branches.take-station')}
              </Button>
              <Button look="danger" name="intent" value="remove">
                {text('staff.branches.remove')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <Form method="post" className="mt-6 max-w-md space-y-4">
        <input type="hidden" name="branchId" value={newBranchId} />
        <Field name="name" label={text('staff.branches.name')} autoComplete="off" />
        <Button name="intent" value="make">
          {text('staff.branches.new')}
        </Button>
      </Form>
    </>
  );
}
