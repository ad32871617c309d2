import type { ReactNode } from 'react';
import { CrossIcon, QrPicture } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { Stretch } from '../ui/stretch.tsx';
import type { TicketView } from './load-tickets.server.ts';
import { StopsOnWay } from './stops-on-way.tsx';

type TicketCardProps = { readonly ticket: TicketView; readonly isConfirmed: boolean; readonly number: number };

export function TicketCard({ ticket, isConfirmed, number }: TicketCardProps) {
  const text = useText();
  const headingId = `ticket-${number}`;
  return (
    <article aria-labelledby={headingId} className="ticket rounded-lg border border-line bg-surface shadow-card">
      <div className="print-plain rounded-t-lg bg-banner px-4 py-3 text-white sm:px-6">
        <h2 id={headingId} className="text-xl">
          {ticket.passengerName ?? text('ticket.passenger', { number })}
        </h2>
        <p>
          {ticket.stretch.from.day} · {ticket.companyName}
        </p>
      </div>
      <div className="px-4 py-4 sm:px-6">
        <Stretch stretch={ticket.stretch} />
        <StopsOnWay stops={ticket.stops} />
      </div>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(7rem,100%),1fr))] gap-x-4 gap-y-3 px-4 pb-5 sm:grid-cols-4 sm:px-6">
        <Fact name={text('ticket.seat')}>
          <span className="text-2xl font-extrabold">{ticket.seatLabel}</span>
        </Fact>
        <Fact name={text('ticket.class')}>{ticket.seatClass}</Fact>
        <Fact name={text('ticket.fare')}>{ticket.fare}</Fact>
        {ticket.shortCode !== undefined && (
          <Fact name={text('ticket.short-code')}>
            <code className="text-base">{ticket.shortCode}</code>
          </Fact>
        )}
      </dl>
      <div className="tear" aria-hidden="true" />
      <div className="grid place-items-center px-4 py-6 sm:px-6">
        <Code ticket={ticket} isConfirmed={isConfirmed} />
      </div>
      <dl className="grid gap-x-4 gap-y-3 rounded-b-lg border-t border-line px-4 py-4 sm:grid-cols-2 sm:px-6">
        <Fact name={text('ticket.route')}>{ticket.routeName}</Fact>
        {ticket.companyPhone !== undefined && (
          <Fact name={text('ticket.company-phone')}>
            <a
              className="inline-flex min-h-11 items-center font-semibold text-brand underline"
              href={`tel:${ticket.companyPhone.replaceAll(/[^\d+]/g, '')}`}
            >
              {ticket.companyPhone}
            </a>
          </Fact>
        )}
      </dl>
    </article>
  );
}

function Code({
  ticket: { state, qr, token },
  isConfirmed,
}: {
  readonly ticket: TicketView;
  readonly isConfirmed: boolean;
}) {
  const text = useText();
  if (state === 'cancelled') {
    return (
      <p role="status" className="flex items-center gap-3 text-lg font-bold text-bad">
        <CrossIcon className="size-8" />
        {text('ticket.cancelled')}
      </p>
    );
  }
  if (!isConfirmed) return <p className="text-center text-muted">{text('ticket.no-code')}</p>;
  if (qr === undefined) {
    return (
      <div
        role="status"
        className="grid aspect-square w-72 max-w-full place-items-center rounded-md border-2 border-dashed border-edge p-6 text-center"
      >
        <p>
          <strong className="pulse block text-lg">{text('ticket.being-made.title')}</strong>
          <span className="text-muted">{text('ticket.being-made.body')}</span>
        </p>
      </div>
    );
  }
  return (
    <>
      <QrPicture qr={qr} label={text('ticket.qr')} />
      <p className="no-print mt-3 text-center text-sm text-muted">{text('ticket.bright')}</p>
      <details className="no-print mt-2 w-full max-w-md">
        <summary className="min-h-11 cursor-pointer py-2 text-center text-sm font-semibold text-brand">
          {text('ticket.code-text')}
        </summary>
        <code className="block text-xs break-all select-all" data-ticket-code>
          {token}
        </code>
      </details>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}
