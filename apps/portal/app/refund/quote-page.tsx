import { useMemo } from 'react';
import { data, Form, redirect } from 'react-router';
import { Button, ButtonLink, Notice, useCountdown } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { CountdownBar } from '../ui/countdown-bar.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { wallClock } from '../ui/wall-clock.ts';
import { visitOf } from '../visit/visit.server.ts';
import { CreditChoice, CreditGiven } from './credit-choice.tsx';
import { findCredit, loadQuote, privateHeaders, type QuotePage } from './load-refund.server.ts';
import { QuoteLines } from './quote-lines.tsx';
import { takeQuote } from './refund-actions.server.ts';
import type { Route } from './+types/quote-page';

export async function loader({ params, request, context }: Route.LoaderArgs) {
  const visit = visitOf(context);
  const page = await loadQuote(visit, params);
  if (page.status === 'confirmed' && page.gives === 'money') throw redirect(`/t/${params.link}`);
  // An offer of credit is shown beside the one of money, and by itself once it was taken.
  if (page.status !== 'confirmed' && page.gives === 'credit') throw redirect(`/t/${params.link}/refund`);
  return { ...page, credit: await findCredit(visit, params, new URL(request.url).searchParams.get('credit')) };
}

export async function action({ params, request, context }: Route.ActionArgs) {
  const credit = (await request.formData()).get('credit');
  const quoteId = typeof credit === 'string' ? credit : params.quoteId;
  const outcome = await takeQuote(visitOf(context), { ...params, quoteId });
  return outcome.kind === 'done' ? redirect(outcome.to) : data(outcome, { status: 422 });
}

export function headers() {
  return privateHeaders;
}

export default function RefundQuotePage({ loaderData: page, actionData: refusal }: Route.ComponentProps) {
  const text = useText();
  const said = useMemo(() => ({ seconds: page.secondsLeft }), [page.secondsLeft]);
  const left = useCountdown(said, wallClock);
  const isOver = page.status === 'expired' || left <= 0;
  const eyebrow = `${text('order.reference')} ${page.reference}`;
  const count = page.lines.length;
  if (page.gives === 'credit') return <CreditGiven page={page} eyebrow={eyebrow} />;
  return (
    <div className="max-w-2xl space-y-5">
      {page.total === undefined ? (
        <PageTitle eyebrow={eyebrow} lead={text('refunds.quote.lead.nothing', { count })}>
          {text('refunds.quote.title.nothing')}
        </PageTitle>
      ) : (
        <PageTitle eyebrow={eyebrow} lead={text('refunds.quote.way')}>
          {text('refunds.quote.title', { total: page.total })}
        </PageTitle>
      )}
      {refusal !== undefined && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
      {isOver ? (
        <Notice tone="warn" role="status" title={text('refunds.quote.over.title')}>
          <p>{text('refunds.quote.over.body')}</p>
        </Notice>
      ) : (
        <CountdownBar
          secondsLeft={left}
          until={text('refunds.quote.until', { time: page.endsAt })}
          visible={text('refunds.quote.visible', { time: page.endsAt })}
        />
      )}
      <QuoteLines page={page} />
      <Choice page={page} isOver={isOver || refusal !== undefined} />
      {page.credit !== undefined && !isOver && <CreditChoice credit={page.credit} />}
    </div>
  );
}

/** After a refusal an offer may stand all the same, when only its answer was lost: then both ways are open. */
function Choice({ page, isOver }: { readonly page: QuotePage; readonly isOver: boolean }) {
  const text = useText();
  const { total, lines } = page;
  return (
    <div className="flex flex-wrap gap-3">
      {page.status === 'open' && (
        <Form method="post">
          <Button look="danger">
            {total === undefined
              ? text('refunds.quote.confirm.nothing', { count: lines.length })
              : text('refunds.quote.confirm', { total })}
          </Button>
        </Form>
      )}
      {isOver && (
        <ButtonLink to={`/t/${page.link}/refund`} look="secondary">
          {text('refunds.quote.anew')}
        </ButtonLink>
      )}
      <ButtonLink to={`/t/${page.link}`} look="secondary">
        {text('refunds.quote.keep')}
      </ButtonLink>
    </div>
  );
}
