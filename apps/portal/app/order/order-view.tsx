import { Form } from 'react-router';
import { Button, Notice, useFocusOnChange } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Steps } from '../ui/steps.tsx';
import { EndedOrder } from './ended-order.tsx';
import { HoldCountdown } from './hold-countdown.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { OrderOutcome } from './order-actions.server.ts';
import { OrderSummary } from './order-summary.tsx';
import { PassengerForm } from './passenger-form.tsx';
import { PaymentForm } from './payment-form.tsx';
import { UnallocatedOrder } from './unallocated-order.tsx';
import { WaitingForMoney } from './waiting-for-money.tsx';
import { WaitingOnPage } from './waiting-on-page.tsx';

export type Refusal = Extract<OrderOutcome, { readonly kind: 'refused' }>;
type OrderViewProps = { readonly page: OrderPage; readonly isEditing: boolean; readonly refusal: Refusal | undefined };

/** One address for the whole way from hold to ticket: reloading it always shows where the order stands. */
export function OrderView({ page, isEditing, refusal }: OrderViewProps) {
  const { stage } = page;
  // The address stays while its content goes from step to step.
  useFocusOnChange(`${stage.kind} ${isEditing}`);
  if (stage.kind === 'ended') return <EndedOrder page={page} stage={stage} refusal={refusal} />;
  if (stage.kind === 'unallocated') return <UnallocatedOrder page={page} stage={stage} refusal={refusal} />;
  if (stage.kind === 'waiting')
    return stage.answer !== 'paid' && !stage.isByPhone ? (
      <WaitingOnPage page={page} waiting={stage} />
    ) : (
      <WaitingForMoney page={page} waiting={stage} />
    );
  if (stage.kind === 'confirmed') return <WaitingForMoney page={page} waiting={{ answer: 'paid', payerPhone: null }} />;
  return <OpenOrder page={page} isEditing={isEditing} refusal={refusal} />;
}

function OpenOrder({ page, isEditing, refusal }: OrderViewProps) {
  const text = useText();
  const { stage } = page;
  const asksForMoney = stage.kind === 'payment' && !isEditing;
  const errors = Object.entries(refusal?.errors ?? {}).map(([fieldId, key]) => ({ fieldId, message: text(key) }));
  return (
    <>
      <Steps current={asksForMoney ? 'payment' : 'passengers'} />
      <HoldCountdown
        secondsLeft={page.secondsLeft}
        endsAt={page.endsAt}
        progressAddress={`/orders/${page.orderId}/progress`}
        mark={page.mark}
        extendable={page.extendable}
      />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[1fr_22rem]">
        <div className="min-w-0 space-y-5">
          <PageTitle>{text(asksForMoney ? 'payment.title' : 'passengers.title')}</PageTitle>
          <ErrorSummary errors={errors} />
          {refusal?.problem !== undefined && <Notice tone="bad" role="alert" title={text(refusal.problem)} />}
          {asksForMoney ? (
            <PaymentForm page={page} declined={stage.declined} refusal={refusal} />
          ) : (
            <PassengerForm page={page} refusal={refusal} />
          )}
        </div>
        <aside className="space-y-4">
          <OrderSummary page={page} />
          <Form method="post">
            <Button look="quiet" name="intent" value="release">
              {text('order.release')}
            </Button>
          </Form>
        </aside>
      </div>
    </>
  );
}
