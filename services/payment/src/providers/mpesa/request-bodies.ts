import type { Money } from '@safiri/kernel';
import type { Payment, Refund } from '../payment-provider.ts';
import { compactTime, plainTime } from './east-african-time.ts';
import type { MpesaSettings } from './mpesa-settings.ts';

/** Where M-Pesa posts what becomes of a request, by what is asked. */
export type CallbackUrlOf = (about: 'payment' | 'refund' | 'status' | 'timeout', reference: string) => string;

type Asking = { readonly settings: MpesaSettings; readonly now: Date; readonly callbackUrlOf: CallbackUrlOf };

/** M-Pesa takes and gives whole shillings, this many at once. */
export const mostShillings = 250_000;
/** The least that a customer is paid. */
export const leastPaidOut = 10;

/** Whole shillings, or undefined when there are cents. */
export function shillingsOf({ amountMinor }: Money): number | undefined {
  return amountMinor % 100 === 0 ? amountMinor / 100 : undefined;
}

/** Twelve digits of a Kenyan mobile number, or undefined for any other. */
export function msisdnOf(phone: string | null): string | undefined {
  return phone !== null && /^\+254[17]\d{8}$/.test(phone) ? phone.slice(1) : undefined;
}

/** What the customer reads in the prompt, and what money that came is known by: twelve letters and digits at the most. */
export function accountReference(orderReference: string): string {
  return orderReference.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 12);
}

export function pushBody(payment: Payment, { settings, now, callbackUrlOf }: Asking): object {
  const phone = msisdnOf(payment.payerPhone);
  return {
    ...merchantFields(settings, now),
    TransactionType: 'CustomerPayBillOnline',
    Amount: shillingsOf(payment.amount),
    PartyA: phone,
    PartyB: settings.shortCode,
    PhoneNumber: phone,
    CallBackURL: callbackUrlOf('payment', payment.reference),
    AccountReference: accountReference(payment.orderReference),
    // Thirteen characters at the most, and never left out.
    TransactionDesc: 'Bus ticket',
  };
}

export function promptQueryBody(checkoutRequestId: string, { settings, now }: Omit<Asking, 'callbackUrlOf'>): object {
  return { ...merchantFields(settings, now), CheckoutRequestID: checkoutRequestId };
}

/** All of a payment back to its payer; the payment's receipt is the key. */
export function reversalBody(refund: Refund, { settings, callbackUrlOf }: Omit<Asking, 'now'>): object {
  return {
    Initiator: settings.initiator,
    SecurityCredential: settings.securityCredential,
    CommandID: 'TransactionReversal',
    TransactionID: refund.payment.transactionId,
    Amount: shillingsOf(refund.amount),
    ReceiverParty: settings.shortCode,
    // The misspelling is the interface's.
    RecieverIdentifierType: '11',
    ResultURL: callbackUrlOf('refund', refund.reference),
    QueueTimeOutURL: callbackUrlOf('timeout', refund.reference),
    Remarks: remarks(refund),
  };
}

/** A payment to the customer; our reference names the conversation, and is taken once. */
export function payOutBody(refund: Refund, { settings, callbackUrlOf }: Omit<Asking, 'now'>): object {
  return {
    OriginatorConversationID: refund.reference,
    InitiatorName: settings.initiator,
    SecurityCredential: settings.securityCredential,
    CommandID: 'BusinessPayment',
    Amount: shillingsOf(refund.amount),
    PartyA: settings.shortCode,
    PartyB: msisdnOf(refund.payment.payerPhone),
    Remarks: remarks(refund),
    QueueTimeOutURL: callbackUrlOf('timeout', refund.reference),
    ResultURL: callbackUrlOf('refund', refund.reference),
    // The misspelling is the interface's.
    Occassion: refund.orderReference,
  };
}

/** What became of a conversation; the answer is posted. */
export function statusBody(
  refund: Refund,
  conversation: string,
  { settings, callbackUrlOf }: Omit<Asking, 'now'>,
): object {
  return {
    Initiator: settings.initiator,
    SecurityCredential: settings.securityCredential,
    CommandID: 'TransactionStatusQuery',
    OriginalConversationID: conversation,
    PartyA: settings.shortCode,
    IdentifierType: '4',
    ResultURL: callbackUrlOf('status', refund.reference),
    QueueTimeOutURL: callbackUrlOf('timeout', refund.reference),
    Remarks: remarks(refund),
    Occasion: refund.orderReference,
  };
}

export function pullBody(
  settings: MpesaSettings,
  span: { readonly from: Date; readonly until: Date; readonly skip: number },
): object {
  return {
    ShortCode: settings.shortCode,
    StartDate: plainTime(span.from),
    EndDate: plainTime(span.until),
    OffSetValue: String(span.skip),
  };
}

/** The password is made of the short code, the passkey and the very timestamp beside it. */
function merchantFields({ shortCode, passkey }: MpesaSettings, now: Date): object {
  const timestamp = compactTime(now);
  return {
    BusinessShortCode: shortCode,
    Password: Buffer.from(`${shortCode}${passkey}${timestamp}`).toString('base64'),
    Timestamp: timestamp,
  };
}

/** Two to a hundred characters. */
function remarks({ orderReference }: Refund): string {
  return `Refund of bus ticket ${orderReference}`.slice(0, 100);
}
