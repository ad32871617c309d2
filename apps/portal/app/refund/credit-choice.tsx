import { Form } from 'react-router';
import { Button, ButtonLink } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { QuotePage } from './load-refund.server.ts';

/** The other thing that may be had for the same seats. */
export function CreditChoice({
  credit: { quoteId, total },
}: {
  readonly credit: { readonly quoteId: string; readonly total: string };
}) {
  const text = useText();
  return (
    <section className="rounded-lg border border-line bg-surface p-4 shadow-card sm:px-6">
      <h2 className="text-lg font-bold">{text('refunds.credit.title', { total })}</h2>
      <p className="mt-1 mb-4 text-muted">{text('refunds.credit.body')}</p>
      <Form method="post">
        <input type="hidden" name="credit" value={quoteId} />
        <Button look="secondary">{text('refunds.credit.confirm', { total })}</Button>
      </Form>
    </section>
  );
}

/** An offer of credit that was taken. */
export function CreditGiven({ page, eyebrow }: { readonly page: QuotePage; readonly eyebrow: string }) {
  const text = useText();
  const { link, total = '' } = page;
  return (
    <div className="max-w-2xl space-y-5">
      <PageTitle eyebrow={eyebrow} lead={text('refunds.credit.given.lead')}>
        {text('refunds.credit.given.title', { total })}
      </PageTitle>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/">{text('refunds.credit.given.search')}</ButtonLink>
        <ButtonLink to={`/t/${link}`} look="secondary">
          {text('refunds.back')}
        </ButtonLink>
      </div>
    </div>
  );
}
