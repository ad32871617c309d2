import { Form, Link } from 'react-router';
import { cancelInvitation, listInvitations, listStaff } from '@safiri/contracts';
import { Button, ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { keyIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { loadNames } from './load-names.server.ts';
import { usePlaceLink } from './place-link.ts';
import { showPower, type ShownPower } from './power-words.ts';
import { usePowerText } from './power-text.tsx';
import { ofCompany, requireStaff } from './staff-visit.server.ts';
import type { Route } from './+types/people-page';

export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const place = await requireStaff(visit, request, 'staff:write');
  const after = new URL(request.url).searchParams.get('after');
  const { names } = await loadNames(visit, place);
  const staff = await visit.api(listStaff, { query: { ...ofCompany(place), ...(after === null ? {} : { after }) } });
  if (!staff.ok) throw failPage(visit, staff);
  const open = await visit.api(listInvitations, { query: ofCompany(place) });
  if (!open.ok) throw failPage(visit, open);
  const { people, more } = staff.value;
  return {
    people: people.map(({ accountId, name, email, deactivated, powers }) => ({
      accountId,
      name,
      email,
      deactivated,
      powers: powers.map((power) => showPower(power, names)),
    })),
    nextAfter: more ? (people.at(-1)?.accountId ?? null) : null,
    invitations: open.value.invitations.map(({ invitationId, email, expiresAt }) => ({
      invitationId,
      email,
      until: visit.writing.day(expiresAt, 'UTC'),
    })),
  };
}

/** Takes back the invitation that the form names. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  await requireStaff(visit, request, 'staff:write');
  const invitationId = keyIn(await request.formData(), 'invitationId');
  if (invitationId === undefined) throw failPage(visit, { code: 'NOT_FOUND' });
  const answer = await visit.api(cancelInvitation, { params: { invitationId } });
  return answer.ok ? null : { problem: messageOfRefusal(answer.code) };
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function PeoplePage({ loaderData, actionData }: Route.ComponentProps) {
  const text = useText();
  const link = usePlaceLink();
  const { people, invitations, nextAfter } = loaderData;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle>{text('staff.people.title')}</PageTitle>
        <ButtonLink to={link('/staff/invite')}>{text('staff.invite')}</ButtonLink>
      </div>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      {people.length === 0 && <p className="mt-6 text-muted">{text('staff.people.none')}</p>}
      <ul className="mt-6 space-y-3">
        {people.map((person) => (
          <li key={person.accountId} className="rounded-lg border border-line bg-surface p-4 shadow-card">
            <Link to={link(`/staff/people/${person.accountId}`)} className="text-lg font-semibold">
              {person.name}
            </Link>
            <p className="text-muted">{person.email}</p>
            {person.deactivated && <p className="font-semibold text-bad">{text('staff.deactivated')}</p>}
            <PowerLine powers={person.powers} />
          </li>
        ))}
      </ul>
      {nextAfter !== null && (
        <p className="mt-4">
          <Link to={`?after=${nextAfter}`}>{text('staff.people.more')}</Link>
        </p>
      )}
      {invitations.length > 0 && <h2 className="mt-8 text-xl font-semibold">{text('staff.invitations.title')}</h2>}
      <ul className="mt-3 space-y-3">
        {invitations.map(({ invitationId, email, until }) => (
          <li
            key={invitationId}
            className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line p-4"
          >
            <div>
              <p className="font-semibold">{email}</p>
              <p className="text-sm text-muted">{text('staff.invitations.until', { day: until })}</p>
            </div>
            <Form method="post">
              <input type="hidden" name="invitationId" value={invitationId} />
              <Button look="secondary" aria-label={text('staff.invitations.cancel.label', { email })}>
                {text('staff.invitations.cancel')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </>
  );
}

function PowerLine({ powers }: { readonly powers: readonly ShownPower[] }) {
  const words = usePowerText();
  return <p className="mt-1 text-sm">{powers.map(words).join(' · ')}</p>;
}
