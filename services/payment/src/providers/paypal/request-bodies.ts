import type { Money } from '@safiri/kernel';
import { amountText } from '../amount-text.ts';
import type { Payment, Refund } from '../payment-provider.ts';

type PaypalAmount = { readonly currency_code: string; readonly value: string };

/**
 * Our reference travels as `custom_id`, which PayPal repeats in everything that comes of the order, webhooks included. The
 * invoice number is shown to the payer, and has to be new for each attempt where an account says so.
 */
export function orderBody(payment: Payment): object {
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        reference_id: payment.orderReference,
        custom_id: payment.reference,
        invoice_id: invoiceOf(payment),
        description: `Bus ticket ${payment.orderReference}`,
        amount: amountOf(payment.amount),
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          shipping_preference: 'NO_SHIPPING',
          user_action: 'PAY_NOW',
          payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED',
          return_url: payment.returnUrl,
          cancel_url: payment.returnUrl,
        },
      },
    },
  };
}

export function refundBody(refund: Refund): object {
  return {
    amount: amountOf(refund.amount),
    custom_id: refund.reference,
    invoice_id: invoiceOf(refund),
    note_to_payer: `Refund of order ${refund.orderReference}`,
  };
}

function invoiceOf({ orderReference, reference }: Payment | Refund): string {
  return `${orderReference}-${reference.slice(0, 8)}`;
}

function amountOf(amount: Money): PaypalAmount {
  return { currency_code: amount.currency, value: amountText(amount) };
}
