import { money } from '@safiri/kernel';
import { amountText, instantText, type Transaction } from '@safiri/simulator-kit';
import type { Order } from '../books/orders.ts';

/** An order as PayPal answers it: whole, or only what one needs to go on. */
export function orderView(order: Order, preference: string | undefined): object {
  const { charge } = order;
  const selfUrl = charge.details['selfUrl'];
  const api = `${selfUrl}/v2/checkout/orders/${order.orderId}`;
  const isCaptured = charge.status !== 'PENDING' || order.status === 'COMPLETED';
  const status = isCaptured ? 'COMPLETED' : order.status;
  const brief = {
    id: order.orderId,
    status,
    payment_source: { paypal: charge.party === '' ? {} : { email_address: charge.party } },
    links: [
      { href: api, rel: 'self', method: 'GET' },
      ...(isCaptured
        ? []
        : [
            { href: `${selfUrl}/checkoutnow?token=${order.orderId}`, rel: 'payer-action', method: 'GET' },
            { href: `${api}/capture`, rel: 'capture', method: 'POST' },
          ]),
    ],
  };
  if (preference !== 'return=representation' && !isCaptured) return brief;
  const resource = orderResource(charge, status);
  return {
    ...resource,
    ...brief,
    update_time: instantText(order.updatedMillis),
    purchase_units: resource.purchase_units.map((unit) =>
      isCaptured ? { ...unit, payments: { captures: [captureView(charge)] } } : unit,
    ),
  };
}

/** What an order is about. */
export function orderResource(charge: Transaction, status: string) {
  const { details } = charge;
  return {
    id: charge.referenceId,
    intent: 'CAPTURE',
    status,
    create_time: instantText(charge.createdMillis),
    purchase_units: [
      {
        reference_id: charge.externalId,
        ...namesOf(charge),
        description: details['description'],
        amount: amountView(charge),
      },
    ],
  };
}

const captureStatuses = { PENDING: 'PENDING', SUCCESSFUL: 'COMPLETED', FAILED: 'DECLINED' } as const;

export function captureView(charge: Transaction): object {
  const { amountMinor, refundedMinor, details } = charge;
  const [id, selfUrl] = [details['captureId'], details['selfUrl']];
  const refunded = refundedMinor === amountMinor ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  const api = `${selfUrl}/v2/payments/captures/${id}`;
  return {
    id,
    status: refundedMinor > 0 ? refunded : captureStatuses[charge.status],
    ...(charge.status === 'PENDING' ? { status_details: { reason: 'PENDING_REVIEW' } } : {}),
    amount: amountView(charge),
    final_capture: true,
    ...namesOf(charge),
    seller_protection: { status: 'ELIGIBLE' },
    create_time: instantText(charge.settledMillis ?? charge.createdMillis),
    update_time: instantText(charge.settledMillis ?? charge.createdMillis),
    links: [
      { href: api, rel: 'self', method: 'GET' },
      { href: `${api}/refund`, rel: 'refund', method: 'POST' },
      { href: `${selfUrl}/v2/checkout/orders/${charge.referenceId}`, rel: 'up', method: 'GET' },
    ],
  };
}

const refundStatuses = { PENDING: 'PENDING', SUCCESSFUL: 'COMPLETED', FAILED: 'FAILED' } as const;

export function refundView(refund: Transaction): object {
  const { details } = refund;
  return {
    id: refund.referenceId,
    status: refundStatuses[refund.status],
    amount: amountView(refund),
    ...namesOf(refund),
    note_to_payer: details['note'],
    create_time: instantText(refund.createdMillis),
    update_time: instantText(refund.settledMillis ?? refund.createdMillis),
    links: [
      { href: `${details['selfUrl']}/v2/payments/refunds/${refund.referenceId}`, rel: 'self', method: 'GET' },
      { href: `${details['selfUrl']}/v2/payments/captures/${details['captureId']}`, rel: 'up', method: 'GET' },
    ],
  };
}

/** What the merchant calls it; left out where it said nothing. */
function namesOf({ details }: Transaction): object {
  const [custom, invoice] = [details['customId'], details['invoiceId']];
  return {
    ...(custom === undefined || custom === '' ? {} : { custom_id: custom }),
    ...(invoice === undefined || invoice === '' ? {} : { invoice_id: invoice }),
  };
}

function amountView({ amountMinor, currency }: Transaction): object {
  return { currency_code: currency, value: amountText(money(amountMinor, currency)) };
}
