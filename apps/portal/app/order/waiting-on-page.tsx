import { Form } from 'react-router';
import { Button, buttonClasses } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { Waiting } from './order-stage.ts';
import { openPage } from './payment-methods.ts';
import { WaitingFrame } from './waiting-for-money.tsx';

type WaitingOnPageProps = { readonly page: OrderPage; readonly waiting: Waiting };

/** The payer approves on a page of the payment company, or has been there and is back. */
export function WaitingOnPage({ page, waiting }: WaitingOnPageProps) {
  const text = useText();
  const { answer, attemptId, approveUrl, method } = waiting;
  const { total } = page;
  if (answer === 'unknown' || approveUrl === null)
    return (
      <WaitingFrame
        page={page}
        title={text(answer === 'unknown' ? 'waiting.unknown.title' : 'waiting.page.title')}
        body={text(answer === 'unknown' ? 'waiting.page.unknown' : 'waiting.page.moment', { total })}
      >
        {null}
      </WaitingFrame>
    );
  return (
    <WaitingFrame page={page} title={text('waiting.page.title')} body={text('waiting.page.body', { total })}>
      <a href={approveUrl} className={`${buttonClasses('primary')} w-full text-lg`}>
        {text(openPage[method === 'card' ? 'card' : 'paypal'].again)}
      </a>
      <p>{text('waiting.page.back')}</p>
      <Form method="post" action={`/orders/${page.orderId}`}>
        <input type="hidden" name="attemptId" value={attemptId} />
        <Button look="quiet" name="intent" value="give-up">
          {text('waiting.give-up')}
        </Button>
      </Form>
    </WaitingFrame>
  );
}
