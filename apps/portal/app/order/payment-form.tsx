import { Form, Link, useNavigation } from 'react-router';
import { Button, Field, Notice } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { Declined } from './order-stage.ts';
import type { Refusal } from './order-view.tsx';
import { BookingForm, VoucherForm } from './voucher-form.tsx';
import { badges, openPage, phoneFieldId, reasonKey } from './payment-methods.ts';

type PaymentFormProps = {
  readonly page: OrderPage;
  readonly declined: Declined | undefined;
  readonly refusal: Refusal | undefined;
};

/** Every way to pay that takes the currency, each with its own button. */
export function PaymentForm({ page, declined, refusal }: PaymentFormProps) {
  const text = useText();
  return (
    <div className="space-y-6">
      {declined !== undefined && (
        <Notice tone="warn" role="alert" title={text('payment.declined')}>
          <p>
            {text(reasonKey(declined))} {text('payment.declined.again')}
          </p>
        </Notice>
      )}
      <PayerSummary page={page} />
      <VoucherForm page={page} refusal={refusal} />
      {page.isCovered ? <BookingForm page={page} /> : <Methods page={page} refusal={refusal} />}
    </div>
  );
}

function Methods({ page, refusal }: Pick<PaymentFormProps, 'page' | 'refusal'>) {
  const text = useText();
  if (page.methods.length === 0)
    return (
      <Notice tone="warn">
        <p>{text('payment.none', { currency: page.currency })}</p>
      </Notice>
    );
  return page.methods.map((offer) => <MethodForm key={offer.method} page={page} offer={offer} refusal={refusal} />);
}

type MethodFormProps = {
  readonly page: OrderPage;
  readonly offer: OrderPage['methods'][number];
  readonly refusal: Refusal | undefined;
};

function MethodForm({ page, offer, refusal }: MethodFormProps) {
  const { method, isByPhone } = offer;
  const text = useText();
  const sending = useNavigation().formData;
  const paying = sending?.get('intent') === 'pay' && sending.get('method') === method;
  return (
    <Form
      method="post"
      action={`/orders/${page.orderId}`}
      noValidate
      className="space-y-5 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6"
    >
      <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl">
        <span className="rounded-sm bg-marigold px-2 py-1 text-sm font-extrabold text-on-marigold" aria-hidden="true">
          {badges[method]}
        </span>
        {text(`payment.method.${method}`)}
      </h2>
      <input type="hidden" name="method" value={method} />
      <input type="hidden" name="payKey" value={refusal?.payKey ?? page.payKey} />
      {isByPhone && <PayerPhone page={page} offer={offer} refusal={refusal} />}
      <Button name="intent" value="pay" className="w-full text-lg">
        {isByPhone
          ? text(paying ? 'payment.asking' : 'payment.submit', { total: page.due })
          : text(paying ? 'payment.opening' : openPage[method === 'card' ? 'card' : 'paypal'].first)}
      </Button>
      <p className="text-sm text-muted">{text(isByPhone ? 'payment.next' : 'payment.next.page')}</p>
    </Form>
  );
}

function PayerPhone({ page, offer: { method }, refusal }: MethodFormProps) {
  const text = useText();
  const id = phoneFieldId(method);
  const error = refusal?.errors[id];
  return (
    <Field
      id={id}
      name="payerPhone"
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      required
      maxLength={30}
      label={text('payment.phone')}
      hint={text('payment.phone.hint', { method: text(`payment.method.${method}`) })}
      defaultValue={refusal?.values[id] ?? page.contact.phone}
      error={error === undefined ? undefined : text(error)}
    />
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
