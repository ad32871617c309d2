import type { CallbackNews, CallbackReading } from '../provider-callback.ts';
import { jsonOf, member, textOf } from '../send-http.ts';

/** What a genuine webhook is about. Events of disputes, and whatever PayPal invents, are of no interest here. */
export function readWebhook(body: Uint8Array): CallbackReading {
  const event = jsonOf(Buffer.from(body).toString('utf8'));
  const type = textOf(member(event, 'event_type')) ?? '';
  const news = newsOf(type, member(event, 'resource'));
  return news === undefined ? { kind: 'other' } : { kind: 'heard', news };
}

function newsOf(type: string, resource: unknown): CallbackNews | undefined {
  if (type === 'PAYMENT.CAPTURE.REFUNDED' || type.startsWith('PAYMENT.REFUND.')) {
    return about('refund', member(resource, 'custom_id'), member(resource, 'id'));
  }
  if (type.startsWith('PAYMENT.CAPTURE.')) {
    const orderId = member(member(member(resource, 'supplementary_data'), 'related_ids'), 'order_id');
    return about('payment', member(resource, 'custom_id'), orderId);
  }
  if (type.startsWith('CHECKOUT.')) {
    const units = member(resource, 'purchase_units');
    const unit: unknown = Array.isArray(units) ? units[0] : undefined;
    return about('payment', member(unit, 'custom_id'), member(resource, 'order_id') ?? member(resource, 'id'));
  }
  return undefined;
}

/** Undefined unless it names a reference of ours. */
function about(kind: 'payment' | 'refund', reference: unknown, handle: unknown): CallbackNews | undefined {
  const ours = textOf(reference);
  if (ours === undefined || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(ours)) return undefined;
  const name = textOf(handle);
  return {
    about: kind,
    reference: ours,
    ...(name === undefined || !/^[A-Z0-9]{1,36}$/.test(name) ? {} : { handle: name }),
  };
}
