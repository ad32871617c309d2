import { Form } from 'react-router';
import { Button, buttonClasses, CalendarIcon, Notice, PaperIcon, PrintIcon } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';

type KeepTicketsProps = {
  readonly link: string;
  readonly contact: { readonly phone: string | undefined; readonly email: string | undefined };
  /** What became of a message that was asked for. */
  readonly sent: SentNotice | undefined;
};

export type SentNotice = 'sms' | 'email' | 'too-many' | 'failed';

/** Paper, file, calendar, and the message once more. */
export function KeepTickets({ link, contact, sent }: KeepTicketsProps) {
  const text = useText();
  return (
    <section className="no-print needs-network mt-8" aria-labelledby="keep-tickets">
      <h2 id="keep-tickets" className="text-xl">
        {text('ticket.keep')}
      </h2>
      <p className="mt-3 flex flex-wrap gap-3">
        <a className={buttonClasses('secondary')} href={`/t/${link}/tickets.pdf`} download>
          <PaperIcon />
          {text('ticket.pdf')}
        </a>
        <a className={buttonClasses('secondary')} href={`/t/${link}/journeys.ics`} download>
          <CalendarIcon />
          {text('ticket.calendar')}
        </a>
        <button
          type="button"
          className={`${buttonClasses('secondary')} needs-script cursor-pointer`}
          onClick={() => window.print()}
        >
          <PrintIcon />
          {text('ticket.print')}
        </button>
      </p>
      <SendAgain link={link} contact={contact} sent={sent} />
    </section>
  );
}

const sentWords: Readonly<Record<SentNotice, MessageKey>> = {
  sms: 'ticket.sent.sms',
  email: 'ticket.sent.email',
  'too-many': 'ticket.sent.too-many',
  failed: 'ticket.sent.failed',
};

function SendAgain({ link, contact: { phone, email }, sent }: KeepTicketsProps) {
  const text = useText();
  return (
    <div id="send" className="mt-5 space-y-3">
      <h3 className="font-bold">{text('ticket.send.title')}</h3>
      {sent !== undefined && (
        <Notice
          tone={sent === 'sms' || sent === 'email' ? 'good' : 'warn'}
          role="status"
          title={text(sentWords[sent])}
        />
      )}
      <p className="text-muted">{text('ticket.send.lead')}</p>
      <Form method="post" action={`/t/${link}/send`} preventScrollReset className="flex flex-wrap gap-3">
        {phone !== undefined && (
          <Button look="secondary" name="channel" value="sms">
            {text('ticket.send.sms', { phone })}
          </Button>
        )}
        {email !== undefined && (
          <Button look="secondary" name="channel" value="email" className="break-all">
            {text('ticket.send.email', { email })}
          </Button>
        )}
      </Form>
    </div>
  );
}

export function readSent(text: string | null): SentNotice | undefined {
  return text === 'sms' || text === 'email' || text === 'too-many' || text === 'failed' ? text : undefined;
}
