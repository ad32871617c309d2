import { useText } from '../messages/text-context.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { OrderStage } from './order-stage.ts';
import { OrderSummary } from './order-summary.tsx';
import { RefundNotice } from './refund-notice.tsx';

type EndedOrderProps = { readonly page: OrderPage; readonly stage: Extract<OrderStage, { readonly kind: 'ended' }> };

/** The seats went back on sale: nothing is lost but the time, and the way back is one press. */
export function EndedOrder({ page, stage }: EndedOrderProps) {
  const text = useText();
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <div className="space-y-5">
        <PageTitle>{text(stage.why === 'expired' ? 'ended.expired.title' : 'ended.released.title')}</PageTitle>
        <p className="max-w-prose text-lg">
          {text(stage.why === 'expired' ? 'ended.expired.body' : 'ended.released.body')}
        </p>
        {stage.refund === undefined ? (
          <p className="max-w-prose text-muted">{text('ended.no-money')}</p>
        ) : (
          <RefundNotice refund={stage.refund} total={page.total} />
        )}
        <p className="flex flex-wrap gap-3">
          <ButtonLink to={page.searchAgain}>{text('ended.seats-again')}</ButtonLink>
          <ButtonLink to="/" look="secondary">
            {text('ended.search-again')}
          </ButtonLink>
        </p>
      </div>
      <OrderSummary page={page} />
    </div>
  );
}
