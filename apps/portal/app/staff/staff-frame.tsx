import { NavLink, Outlet } from 'react-router';
import { mayOffer, visitOf } from '../visit/visit.server.ts';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { usePlaceLink } from './place-link.ts';
import type { Route } from './+types/staff-frame';

/** One line a page of the staff area. */
const pages: readonly { readonly address: string; readonly label: MessageKey }[] = [
  { address: '/staff', label: 'staff.nav.people' },
  { address: '/staff/roles', label: 'staff.nav.roles' },
  { address: '/staff/branches', label: 'staff.nav.branches' },
  { address: '/staff/devices', label: 'staff.nav.devices' },
  { address: '/staff/audit', label: 'staff.nav.audit' },
  { address: '/staff/support', label: 'staff.nav.support' },
];

/** For the platform's own staff alone, and for a company's. */
const companies: (typeof pages)[number] = { address: '/staff/companies', label: 'staff.nav.companies' };
const bookings: (typeof pages)[number] = { address: '/staff/bookings', label: 'staff.nav.bookings' };

export async function loader({ context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const holder = visit.session.holder();
  if (holder.kind !== 'account') return { seesCompanies: false, seesBookings: false };
  return {
    seesCompanies: await mayOffer(visit, 'tenant:write'),
    seesBookings: holder.companyId !== null && (await mayOffer(visit, 'manifest:read')),
  };
}

const linkClasses =
  'inline-flex min-h-11 items-center border-b-2 border-transparent px-2 font-semibold no-underline aria-[current=page]:border-brand';

export default function StaffFrame({ loaderData }: Route.ComponentProps) {
  const text = useText();
  const link = usePlaceLink();
  const { seesCompanies, seesBookings } = loaderData;
  const shown = [...(seesCompanies ? [companies] : []), ...pages, ...(seesBookings ? [bookings] : [])];
  return (
    <>
      <nav aria-label={text('staff.nav.label')} className="mb-6 flex flex-wrap gap-x-3 border-b border-line">
        {shown.map(({ address, label }) => (
          <NavLink key={address} to={link(address)} end={address === '/staff'} className={linkClasses}>
            {text(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
