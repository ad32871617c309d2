import { Form } from 'react-router';
import { Button, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { OtherSeats } from './view-other-seats.server.ts';

type OtherSeatsNoticeProps = { readonly link: string; readonly other: OtherSeats; readonly total: string };

/** The payment came late and bought other seats: which ones, and what the passenger may do about it. */
export function OtherSeatsNotice({ link, other, total }: OtherSeatsNoticeProps) {
  const text = useText();
  if (other.isGivenBack)
    return <Notice tone="info" role="status" title={text('ticket.other-seats.given-back', { total })} />;
  return (
    <Notice tone="warn" role="status" title={text('ticket.other-seats.title')}>
      <ul className="space-y-1">
        {other.journeys.map(({ key, ...seats }) => (
          <li key={key}>{text('ticket.other-seats.instead', seats)}</li>
        ))}
      </ul>
      {other.freeUntil !== undefined && (
        <Form method="post" action={`/t/${link}/other-seats`} className="no-print mt-3 space-y-3">
          <p>{text('ticket.other-seats.choose', { ...other.freeUntil, total })}</p>
          <Button look="danger">{text('ticket.other-seats.give-back')}</Button>
        </Form>
      )}
    </Notice>
  );
}
