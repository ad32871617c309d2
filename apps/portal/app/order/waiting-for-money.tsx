import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { Button, PhoneIcon } from '@safiri/ui-web';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { ConnectionLost } from '../ui/connection-lost.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Steps } from '../ui/steps.tsx';
import { useProgress } from '../ui/use-progress.ts';
import type { OrderPage } from './load-order.server.ts';
import type { Waiting } from './order-stage.ts';
import { OrderSummary } from './order-summary.tsx';

type WaitingProps = {
  readonly page: OrderPage;
  readonly waiting: Pick<Waiting, 'answer' | 'payerPhone'> & Partial<Pick<Waiting, 'method'>>;
};

const words: Readonly<Record<Waiting['answer'], { readonly title: MessageKey; readonly body: MessageKey }>> = {
  asked: { title: 'waiting.asked.title', body: 'waiting.asked.body' },
  unknown: { title: 'waiting.unknown.title', body: 'waiting.unknown.body' },
  paid: { title: 'waiting.paid.title', body: 'waiting.paid.body' },
};

/** A wallet is asked every few seconds; people look at their phone meanwhile. */
const everySeconds = 2;

export function WaitingForMoney({ page, waiting: { answer, payerPhone, method } }: WaitingProps) {
  const text = useText();
  const { title, body } = words[answer];
  return (
    <WaitingFrame page={page} title={text(title)} body={text(body, { phone: payerPhone ?? '', total: page.due })}>
      {answer === 'asked' && (
        <ol className="list-decimal space-y-1 ps-6">
          <li>{text('waiting.step.prompt')}</li>
          <li>{text('waiting.step.pin')}</li>
          <li>{text('waiting.step.ticket')}</li>
        </ol>
      )}
      {answer !== 'paid' && method !== undefined && (
        <Form method="post" action={`/orders/${page.orderId}`}>
          <input type="hidden" name="method" value={method} />
          <input type="hidden" name="payerPhone" value={payerPhone ?? ''} />
          <input type="hidden" name="payKey" value={page.payKey} />
          <Button look="quiet" name="intent" value="pay">
            {text('waiting.again')}
          </Button>
        </Form>
      )}
    </WaitingFrame>
  );
}

type FrameProps = {
  readonly page: OrderPage;
  readonly title: string;
  readonly body: string;
  readonly children: ReactNode;
};

/** What every page has that waits for money: it goes on by itself, and says so when it cannot ask. */
export function WaitingFrame({ page, title, body, children }: FrameProps) {
  const text = useText();
  const { isReachable } = useProgress({ address: `/orders/${page.orderId}/progress`, mark: page.mark, everySeconds });
  return (
    <>
      <Steps current="payment" />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[1fr_22rem]">
        <div className="space-y-5">
          <PageTitle>{title}</PageTitle>
          <div role="status" className="flex gap-4 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6">
            <PhoneIcon className="pulse size-10 text-brand" />
            <p className="text-lg">{body}</p>
          </div>
          {children}
          {!isReachable && <ConnectionLost>{text('connection.lost.waiting')}</ConnectionLost>}
          <p className="text-muted">{text('waiting.leave')}</p>
        </div>
        <OrderSummary page={page} />
      </div>
    </>
  );
}
