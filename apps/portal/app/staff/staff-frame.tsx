import { NavLink, Outlet } from 'react-router';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { usePlaceLink } from './place-link.ts';

/** One line a page of the staff area. */
const pages: readonly { readonly address: string; readonly label: MessageKey }[] = [
  { address: '/staff', label: 'staff.nav.people' },
  { address: '/staff/roles', label: 'staff.nav.roles' },
  { address: '/staff/branches', label: 'staff.nav.branches' },
  { address: '/staff/devices', label: 'staff.nav.devices' },
  { address: '/staff/audit', label: 'staff.nav.audit' },
  { address: '/staff/support', label: 'staff.nav.support' },
];

const linkClasses =
  'inline-flex min-h-11 items-center border-b-2 border-transparent px-2 font-semibold no-underline aria-[current=page]:border-brand';

export default function StaffFrame() {
  const text = useText();
  const link = usePlaceLink();
  return (
    <>
      <nav aria-label={text('staff.nav.label')} className="mb-6 flex flex-wrap gap-x-3 border-b border-line">
        {pages.map(({ address, label }) => (
          <NavLink key={address} to={link(address)} end={address === '/staff'} className={linkClasses}>
            {text(label)}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </>
  );
}
