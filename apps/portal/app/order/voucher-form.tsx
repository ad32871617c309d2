import { Form } from 'react-router';
import { Button, Field } from '@safiri/ui-web';
import { useText } from '../messages/text-context.tsx';
import type { OrderPage } from './load-order.server.ts';
import type { Refusal } from './order-view.tsx';
import { voucherCodeId } from './voucher-code.ts';

type VoucherFormProps = { readonly page: OrderPage; readonly refusal: Refusal | undefined };

/** Vouchers that pay a part of the order, credit of one's own that could, and a field for a code. */
export function VoucherForm({ page, refusal }: VoucherFormProps) {
  const text = useText();
  return (
    <section aria-labelledby="vouchers" className="space-y-4 rounded-lg border border-line bg-surface p-4">
      <h2 id="vouchers" className="text-lg">
        {text('voucher.title')}
      </h2>
      {page.vouchers.map(({ voucherId, amount }) => (
        <VoucherButton key={voucherId} page={page} voucherId={voucherId} intent="take-voucher-off">
          {text('voucher.take-off', { amount })}
        </VoucherButton>
      ))}
      {page.credit.map(({ voucherId, remaining, until }) => (
        <VoucherButton key={voucherId} page={page} voucherId={voucherId} intent="use-voucher">
          {text('voucher.use-own', { remaining, until })}
        </VoucherButton>
      ))}
      {!page.isCovered && <CodeForm page={page} refusal={refusal} />}
    </section>
  );
}

function CodeForm({ page, refusal }: VoucherFormProps) {
  const text = useText();
  const error = refusal?.errors[voucherCodeId];
  return (
    <Form method="post" action={`/orders/${page.orderId}`} noValidate className="flex flex-wrap items-end gap-3">
      <Field
        id={voucherCodeId}
        name="code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        className="min-w-0 grow basis-60"
        label={text('voucher.code')}
        hint={text('voucher.code.hint')}
        defaultValue={refusal?.values[voucherCodeId]}
        error={error === undefined ? undefined : text(error)}
      />
      <Button look="secondary" name="intent" value="use-voucher">
        {text('voucher.use')}
      </Button>
    </Form>
  );
}

type VoucherButtonProps = {
  readonly page: OrderPage;
  readonly voucherId: string;
  readonly intent: 'use-voucher' | 'take-voucher-off';
  readonly children: string;
};

function VoucherButton({ page, voucherId, intent, children }: VoucherButtonProps) {
  return (
    <Form method="post" action={`/orders/${page.orderId}`}>
      <input type="hidden" name="voucherId" value={voucherId} />
      <Button look="quiet" name="intent" value={intent}>
        {children}
      </Button>
    </Form>
  );
}

/** Vouchers pay all of it. */
export function BookingForm({ page }: { readonly page: OrderPage }) {
  const text = useText();
  return (
    <Form
      method="post"
      action={`/orders/${page.orderId}`}
      className="space-y-3 rounded-lg border border-line bg-surface p-4 shadow-card sm:p-6"
    >
      <p>{text('voucher.covered')}</p>
      <Button name="intent" value="book" className="w-full text-lg">
        {text('voucher.book')}
      </Button>
    </Form>
  );
}
