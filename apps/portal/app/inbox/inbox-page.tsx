import { Form, Link } from 'react-router';
import { listInbox } from '@safiri/contracts';
import { Button, Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { failPage } from '../visit/fail-page.server.ts';
import { visitOf } from '../visit/visit.server.ts';
import { linksInText } from './links-in-text.ts';
import type { Route } from './+types/inbox-page';

/** Messages that development catches instead of sending. Elsewhere the API knows no such thing, and neither does this page. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const to = (new URL(request.url).searchParams.get('to') ?? '').trim();
  const answer = await visit.api(listInbox, { query: to === '' ? {} : { to } });
  if (!answer.ok) throw failPage(visit, answer);
  const messages = answer.value.messages.map((message) => ({
    id: message.messageId,
    channel: message.channel,
    to: message.to,
    subject: message.subject,
    parts: linksInText(message.text),
    sentAt: `${visit.writing.day(message.sentAt, 'UTC')} ${visit.writing.time(message.sentAt, 'UTC')} UTC`,
  }));
  return { to, messages };
}

export default function InboxPage({ loaderData: { to, messages } }: Route.ComponentProps) {
  const text = useText();
  return (
    <>
      <PageTitle lead={text('inbox.lead')}>{text('inbox.title')}</PageTitle>
      <Form method="get" className="mt-5 flex flex-wrap items-end gap-3">
        <Field id="to" name="to" label={text('inbox.to')} defaultValue={to} className="grow sm:max-w-sm" />
        <Button look="secondary">{text('inbox.filter')}</Button>
      </Form>
      {messages.length === 0 ? (
        <p className="mt-8 text-muted">{text('inbox.none')}</p>
      ) : (
        <ul className="mt-6 space-y-4">
          {messages.map((message) => (
            <li key={message.id} className="rounded-lg border border-line bg-surface p-4 shadow-card">
              <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
                <span>
                  {text(message.channel === 'sms' ? 'inbox.sms' : 'inbox.email')} · {message.to}
                </span>
                <span>{message.sentAt}</span>
              </p>
              {message.subject !== null && <h2 className="mt-1 text-lg">{message.subject}</h2>}
              <p className="mt-2 break-words whitespace-pre-wrap">
                {message.parts.map((part, index) =>
                  part.kind === 'link' ? (
                    <a key={index} className="font-semibold break-all text-brand underline" href={part.text}>
                      {part.text}
                    </a>
                  ) : (
                    <span key={index}>{part.text}</span>
                  ),
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-6">
        <Link className="inline-flex min-h-11 items-center font-semibold text-brand underline" to="">
          {text('inbox.again')}
        </Link>
      </p>
    </>
  );
}
