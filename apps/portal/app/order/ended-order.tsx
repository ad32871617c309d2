import { ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { OrderPage } from './load-order.server.ts';
import { NextDepartures } from './next-departures.tsx';
import type { OrderStage } from './order-stage.ts';
import { OrderSummary } from './order-summary.tsx';
import type { Refusal } from './order-view.tsx';
import { RefundNotice } from './refund-notice.tsx';

type EndedOrderProps = {
  readonly page: OrderPage;
  readonly stage: Extract<OrderStage, { readonly kind: 'ended' }>;
  readonly refusal: Refusal | undefined;
};

/** The seats went back on sale: nothing is lost but the time, and the way back is one press. */
export function EndedOrder({ page, stage, refusal }: EndedOrderProps) {
  const text = useText();
  const why = page.isCancelled ? 'cancelled' : stage.why;
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <div className="space-y-5">
        <PageTitle>{text(`ended.${why}.title`)}</PageTitle>
        <p className="max-w-prose text-lg">{text(`ended.${why}.body`)}</p>
        {stage.refund === undefined ? (
          <p className="max-w-prose text-muted">{text('ended.no-money')}</p>
        ) : (
          <RefundNotice refund={stage.refund} total={page.due} />
        )}
        {refusal?.problem !== undefined && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
        <NextDepartures page={page} />
        <p className="flex flex-wrap gap-3">
          {!page.isCancelled && <ButtonLink to={page.searchAgain}>{text('ended.seats-again')}</ButtonLink>}
          <ButtonLink to="/" look="secondary">
            {text('ended.search-again')}
          </ButtonLink>
        </p>
      </div>
      <OrderSummary page={page} />
    </div>
  );
}
