import { ButtonLink, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useProgress } from '../ui/use-progress.ts';
import type { OrderPage } from './load-order.server.ts';
import { NextDepartures } from './next-departures.tsx';
import type { OrderStage } from './order-stage.ts';
import { OrderSummary } from './order-summary.tsx';
import type { Refusal } from './order-view.tsx';
import { RefundNotice } from './refund-notice.tsx';

type UnallocatedOrderProps = {
  readonly page: OrderPage;
  readonly stage: Extract<OrderStage, { readonly kind: 'unallocated' }>;
  readonly refusal: Refusal | undefined;
};

/** Money that came when the seats were gone: it goes back, this page says how far it is, and what leaves next. */
export function UnallocatedOrder({ page, stage, refusal }: UnallocatedOrderProps) {
  const text = useText();
  useProgress({ address: `/orders/${page.orderId}/progress`, mark: page.mark, everySeconds: 10 });
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <div className="space-y-5">
        <PageTitle>{text('unallocated.title')}</PageTitle>
        <p className="max-w-prose text-lg">
          {text(page.isCancelled ? 'unallocated.body.cancelled' : 'unallocated.body', { total: page.due })}
        </p>
        <RefundNotice refund={stage.refund} total={page.due} />
        {refusal?.problem !== undefined && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
        <NextDepartures page={page} />
        <p>
          <ButtonLink to="/" look="secondary">
            {text('ended.search-again')}
          </ButtonLink>
        </p>
      </div>
      <OrderSummary page={page} />
    </div>
  );
}
