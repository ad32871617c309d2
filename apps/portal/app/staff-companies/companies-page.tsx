import { data, Link, redirect } from 'react-router';
import { ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { requireStaff } from '../visit/require-staff.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { changeCompany } from './company-actions.server.ts';
import { CompanyCard } from './company-card.tsx';
import { loadCompanies } from './load-companies.server.ts';
import type { Route } from './+types/companies-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  return await loadCompanies(visitOf(context), request);
}

export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'tenant:write');
  const refused = await changeCompany(visit, request);
  if (refused !== undefined) return data(refused, { status: 422 });
  const after = new URL(request.url).searchParams.get('after');
  throw redirect(after === null ? '/staff/companies' : `/staff/companies?${new URLSearchParams({ after }).toString()}`);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function CompaniesPage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const { companies, nextAfter, isOnboarded } = loaderData;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <PageTitle lead={text('companies.lead')}>{text('companies.title')}</PageTitle>
        <ButtonLink to="/staff/companies/new">{text('companies.new')}</ButtonLink>
      </div>
      {isOnboarded && actionData === undefined && (
        <div className="mt-4">
          <Notice tone="good" role="status" title={text('companies.onboarded')} />
        </div>
      )}
      {companies.length === 0 && <p className="mt-6 text-lg text-muted">{text('companies.none')}</p>}
      <ul className="mt-6 space-y-4">
        {companies.map((company) => (
          <li key={company.companyId}>
            <CompanyCard
              company={company}
              problem={actionData?.companyId === company.companyId ? actionData.problem : undefined}
            />
          </li>
        ))}
      </ul>
      {nextAfter !== null && (
        <p className="mt-6">
          <Link
            className="inline-flex min-h-12 items-center font-semibold"
            to={`?${new URLSearchParams({ after: nextAfter }).toString()}`}
          >
            {text('companies.more')}
          </Link>
        </p>
      )}
    </>
  );
}
