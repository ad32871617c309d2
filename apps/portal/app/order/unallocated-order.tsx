import { useText } from '../messages/text-context.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useProgress } from '../ui/use-progress.ts';
import type { OrderPage } from './load-order.server.ts';
import type { OrderStage } from './order-stage.ts';
import { OrderSummary } from './order-summary.tsx';
import { RefundNotice } from './refund-notice.tsx';

type UnallocatedOrderProps = {
  readonly page: OrderPage;
  readonly stage: Extract<OrderStage, { readonly kind: 'unallocated' }>;
};

/** Money that came when the seats were gone: it goes back, and this page says how far it is. */
export function UnallocatedOrder({ page, stage }: UnallocatedOrderProps) {
  const text = useText();
  useProgress({ address: `/orders/${page.orderId}/progress`, mark: page.mark, everySeconds: 10 });
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <div className="space-y-5">
        <PageTitle>{text('unallocated.title')}</PageTitle>
        <p className="max-w-prose text-lg">{text('unallocated.body', { total: page.total })}</p>
        <RefundNotice refund={stage.refund} total={page.total} />
        <p>
          <ButtonLink to={page.searchAgain}>{text('ended.seats-again')}</ButtonLink>
        </p>
      </div>
      <OrderSummary page={page} />
    </div>
  );
}
