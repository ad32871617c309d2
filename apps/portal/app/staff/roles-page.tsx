import { Link } from 'react-router';
import { newId } from '@safiri/kernel';
import { ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { visitOf } from '../visit/visit.server.ts';
import { loadNames } from './load-names.server.ts';
import { usePlaceLink } from './place-link.ts';
import { requireStaff } from './staff-visit.server.ts';
import type { Route } from './+types/roles-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const { roles } = await loadNames(visit, await requireStaff(visit, request, 'staff:write'));
  return { roles, newRoleId: newId() };
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function RolesPage({ loaderData: { roles, newRoleId } }: Route.ComponentProps) {
  const text = useText();
  const link = usePlaceLink();
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle>{text('staff.roles.title')}</PageTitle>
        <ButtonLink to={link(`/staff/roles/${newRoleId}`)}>{text('staff.roles.new')}</ButtonLink>
      </div>
      <ul className="mt-6 space-y-3">
        {roles.map(({ roleId, name, isFixed, permissions, people }) => (
          <li key={roleId} className="rounded-lg border border-line bg-surface p-4 shadow-card">
            <Link to={link(`/staff/roles/${roleId}`)} className="text-lg font-semibold">
              {name}
            </Link>
            <p className="text-sm text-muted">
              {text('staff.roles.people', { count: people })}
              {isFixed && ` · ${text('staff.roles.fixed')}`}
            </p>
            <p className="mt-1 text-sm break-words">{permissions.join(', ')}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
