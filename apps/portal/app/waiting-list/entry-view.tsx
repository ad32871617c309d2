import { Form } from 'react-router';
import { Button, ButtonLink, Notice, useFocusOnChange } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Stretch } from '../ui/stretch.tsx';
import { useProgress } from '../ui/use-progress.ts';
import type { EntryPage } from './load-entry.server.ts';

/** A minute is long when seats are held for a quarter of an hour. */
const secondsBetweenLooks = 15;

const titles: Readonly<Record<EntryPage['status'], MessageKey>> = {
  waiting: 'waiting-list.place.title',
  offered: 'waiting-list.offered.title',
  taken: 'waiting-list.taken.title',
  withdrawn: 'waiting-list.withdrawn.title',
  over: 'waiting-list.over.title',
};

type EntryViewProps = { readonly page: EntryPage; readonly problem: MessageKey | undefined };

/** Where somebody stands in line; the same address tells of the offer. */
export function EntryView({ page, problem }: EntryViewProps) {
  const text = useText();
  const { stretch, status, seats, place } = page;
  useFocusOnChange(status);
  useProgress({
    address: `/waiting-list/${page.entryId}/progress`,
    mark: page.mark,
    everySeconds: secondsBetweenLooks,
  });
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle eyebrow={text('trip.eyebrow', { company: page.companyName, day: stretch.from.day })}>
        {text(titles[status], { place, seats })}
      </PageTitle>
      {problem !== undefined && <Notice tone="bad" role="alert" title={text(problem)} />}
      <EntryBody page={page} />
      <section className="rounded-lg border border-line bg-surface p-4 shadow-card">
        <Stretch stretch={stretch} />
      </section>
    </div>
  );
}

function EntryBody({ page }: { readonly page: EntryPage }) {
  const text = useText();
  const { seats, status, offer, contact } = page;
  if (status === 'waiting') {
    return (
      <>
        <p className="max-w-prose text-lg">{text('waiting-list.place.body', { seats, contact })}</p>
        <LeaveForm label={text('waiting-list.leave')} />
      </>
    );
  }
  if (status === 'offered' && offer !== undefined) {
    return (
      <>
        <p className="max-w-prose text-lg">{text('waiting-list.offered.body', { seats, time: offer.until })}</p>
        <ButtonLink to={offer.address}>{text('waiting-list.offered.take', { seats })}</ButtonLink>
        <LeaveForm label={text('waiting-list.leave.offer', { seats })} />
      </>
    );
  }
  return (
    <>
      {status === 'taken' && <p className="max-w-prose text-lg">{text('waiting-list.taken.body')}</p>}
      {status === 'over' && <p className="max-w-prose text-lg">{text('waiting-list.over.body')}</p>}
      <ButtonLink to={page.tripAddress} look="secondary">
        {text('waiting-list.again')}
      </ButtonLink>
    </>
  );
}

function LeaveForm({ label }: { readonly label: string }) {
  return (
    <Form method="post">
      <Button look="quiet" name="intent" value="leave">
        {label}
      </Button>
    </Form>
  );
}
