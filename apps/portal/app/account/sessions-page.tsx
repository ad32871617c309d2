import { Form, redirect } from 'react-router';
import { endMyOtherSessions, endMySession, listMySessions } from '@safiri/contracts';
import { systemClock } from '@safiri/kernel';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { keyIn } from '../visit/form-values.ts';
import { millisecondsOf } from '../visit/instant.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import { visitOf } from '../visit/visit.server.ts';
import { ageOf, type SessionAge } from './session-age.ts';
import type { Route } from './+types/sessions-page';

const signInAddress = '/sign-in?returnTo=/account/sessions';

export async function loader({ context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  if (visit.session.holder().kind !== 'account') throw redirect(signInAddress);
  const answer = await visit.api(listMySessions, {});
  if (!answer.ok && answer.code === 'UNAUTHENTICATED') throw redirect(signInAddress);
  if (!answer.ok) throw failPage(visit, answer);
  const now = systemClock.now().getTime();
  return {
    sessions: answer.value.sessions.map(({ sessionId, label, createdAt, lastUsedAt, current }) => ({
      sessionId,
      label,
      current,
      since: visit.writing.day(createdAt, 'UTC'),
      age: ageOf(millisecondsOf(lastUsedAt), now),
    })),
  };
}

/** Ends the session that the form names, or all others when it names none. */
export async function action({ request, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const sessionId = keyIn(await request.formData(), 'sessionId');
  const answer =
    sessionId === undefined
      ? await visit.api(endMyOtherSessions, {})
      : await visit.api(endMySession, { params: { sessionId } });
  // What is not there any more has ended.
  if (!answer.ok && answer.code !== 'NOT_FOUND') return { problem: messageOfRefusal(answer.code) };
  throw redirect('/account/sessions');
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

export default function SessionsPage({ loaderData: { sessions }, actionData }: Route.ComponentProps) {
  const text = useText();
  return (
    <>
      <PageTitle lead={text('sessions.lead')}>{text('sessions.title')}</PageTitle>
      {actionData?.problem !== undefined && <Notice tone="bad" role="alert" title={text(actionData.problem)} />}
      <ul className="mt-6 space-y-4">
        {sessions.map((session) => (
          <li key={session.sessionId}>
            <SessionCard session={session} />
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form method="post" className="mt-6">
          <Button look="danger">{text('sessions.end-others')}</Button>
        </Form>
      )}
    </>
  );
}

type ShownSession = Route.ComponentProps['loaderData']['sessions'][number];

function SessionCard({ session }: { readonly session: ShownSession }) {
  const text = useText();
  const age = useAgeText(session.age);
  const name = session.label === '' ? text('sessions.unnamed') : session.label;
  return (
    <article className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
      <div>
        <h2 className="text-lg font-semibold">{name}</h2>
        <p className="text-muted">{session.current ? text('sessions.current') : age}</p>
        <p className="text-sm text-muted">{text('sessions.since', { day: session.since })}</p>
      </div>
      {!session.current && (
        <Form method="post">
          <input type="hidden" name="sessionId" value={session.sessionId} />
          <Button look="secondary" aria-label={text('sessions.end.label', { name })}>
            {text('sessions.end')}
          </Button>
        </Form>
      )}
    </article>
  );
}

function useAgeText(age: SessionAge): string {
  const text = useText();
  return age.unit === 'now' ? text('sessions.used.now') : text(`sessions.used.${age.unit}`, { count: age.count });
}
