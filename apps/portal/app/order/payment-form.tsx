import { Form, Link, useNavigation } from 'react-router';
import type { MessageKey } from '../messages/en.ts';
import { useText } from '../messages/text-context.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { Refusal } from './order-view.tsx';

const reasons: Readonly<Record<string, MessageKey>> = {
  declined: 'payment.reason.declined',
  expired: 'payment.reason.expired',
  'payer-not-found': 'payment.reason.payer-not-found',
  'limit-reached': 'payment.reason.limit-reached',
  'not-enough-funds': 'payment.reason.not-enough-funds',
};

type PaymentFormProps = {
  readonly page: OrderPage;
  readonly declined: string | undefined;
  readonly refusal: Refusal | undefined;
};

export function PaymentForm({ page, declined, refusal }: PaymentFormProps) {
  const text = useText();
  const paying = useNavigation().formData?.get('intent') === 'pay';
  const error = refusal?.errors['payerPhone'];
  return (
    <div className="space-y-6">
      {declined !== undefined && (
        <Notice tone="warn" role="alert" title={text('payment.declined')}>
          <p>
            {text(reasons[declined] ?? 'payment.reason.provider-error')} {text('payment.declined.again')}
          </p>
        </Notice>
      )}
      <PayerSummary page={page} />
      <Form
        method="post"
        action={`/orders/${page.orderId}`}
        noValidate
        className="space-y-5 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6"
      >
        <h2 className="flex items-center gap-3 text-xl">
          <span className="rounded-sm bg-marigold px-2 py-1 text-sm font-extrabold text-on-marigold" aria-hidden="true">
            MoMo
          </span>
          {text('payment.momo')}
        </h2>
        <input type="hidden" name="payKey" value={refusal?.payKey ?? page.payKey} />
        <Field
          id="payerPhone"
          name="payerPhone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          required
          maxLength={30}
          label={text('payment.phone')}
          hint={text('payment.phone.hint')}
          defaultValue={refusal?.values['payerPhone'] ?? page.contact.phone}
          error={error === undefined ? undefined : text(error)}
        />
        <Button name="intent" value="pay" className="w-full text-lg">
          {paying ? text('payment.asking') : text('payment.submit', { total: page.total })}
        </Button>
        <p className="text-sm text-muted">{text('payment.next')}</p>
      </Form>
    </div>
  );
}

/** Who travels and where the tickets go, once more before money moves. */
function PayerSummary({ page }: { readonly page: OrderPage }) {
  const text = useText();
  return (
    <div className="rounded-lg border border-line bg-surface p-4">
      <dl>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <dt className="text-muted">{text('payment.passengers')}</dt>
          <dd className="font-semibold">{page.passengers.map((passenger) => passenger.name).join(', ')}</dd>
        </div>
        <div className="mt-1 flex flex-wrap items-baseline justify-between gap-x-4">
          <dt className="text-muted">{text('payment.tickets-to')}</dt>
          <dd className="font-semibold break-all">
            {[page.contact.phone, page.contact.email].filter((part) => part !== '').join(', ')}
          </dd>
        </div>
      </dl>
      <Link
        to={`/orders/${page.orderId}?step=passengers`}
        className="mt-1 inline-flex min-h-11 items-center font-semibold text-brand underline"
      >
        {text('payment.change')}
      </Link>
    </div>
  );
}
