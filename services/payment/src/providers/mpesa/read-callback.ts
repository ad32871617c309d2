import { parseMajor, type Clock } from '@safiri/kernel';
import type { Told } from '../payment-provider.ts';
import type { Callback, CallbackReading } from '../provider-callback.ts';
import { jsonOf, member, textOf } from '../send-http.ts';
import type { MpesaSettings } from './mpesa-settings.ts';

type Deps = { readonly settings: MpesaSettings; readonly clock: Clock };

/**
 * What M-Pesa posts. It signs nothing: the address, made for one request and known to nobody else, and where it came from are
 * all there is to believe. What it says teaches names and receipts; a query decides.
 */
export function readCallback(callback: Callback, { settings, clock }: Deps): CallbackReading {
  const { reference, about, address, body } = callback;
  if (reference === undefined || about === undefined) return { kind: 'other' };
  if (settings.callbackSources.length > 0 && !settings.callbackSources.includes(address))
    return { kind: 'forged', detail: 'it came from an address that is not M-Pesa’s' };
  const said = jsonOf(Buffer.from(body).toString('utf8'));
  switch (about) {
    case 'payment':
      return heardOfPrompt(reference, member(member(said, 'Body'), 'stkCallback'));
    case 'refund':
      return heardOfRefund(reference, member(said, 'Result'));
    case 'status':
      return { kind: 'heard', news: { about: 'refund', reference, told: statusTold(member(said, 'Result'), clock) } };
    case 'timeout':
      // It waited too long in their queue, which proves nothing about the money.
      return { kind: 'heard', news: { about: 'refund', reference } };
  }
}

function heardOfPrompt(reference: string, said: unknown): CallbackReading {
  const checkout = short(member(said, 'CheckoutRequestID'));
  if (checkout === undefined) return { kind: 'forged', detail: 'it names no prompt' };
  const metadata = member(member(said, 'CallbackMetadata'), 'Item');
  // Read by name: an item without a value was met between the others.
  const item = (name: string): unknown =>
    member(
      listed(metadata).find((each) => member(each, 'Name') === name),
      'Value',
    );
  const amount = parseMajor(textOf(item('Amount')) ?? '', 'KES');
  const told = {
    checkout,
    code: short(member(said, 'ResultCode')),
    receipt: short(item('MpesaReceiptNumber')),
    amountMinor: amount === undefined ? undefined : String(amount.amountMinor),
  };
  return { kind: 'heard', news: { about: 'payment', reference, handle: checkout, told: present(told) } };
}

function heardOfRefund(reference: string, said: unknown): CallbackReading {
  const conversation = short(member(said, 'OriginatorConversationID'));
  if (conversation === undefined) return { kind: 'forged', detail: 'it names no conversation' };
  const told = { conversation, code: short(member(said, 'ResultCode')) };
  return { kind: 'heard', news: { about: 'refund', reference, handle: conversation, told: present(told) } };
}

/** The answer to our own question: the conversation's status, `none` when M-Pesa knows no such conversation, or `unclear`. */
function statusTold(said: unknown, clock: Clock): Told {
  const code = short(member(said, 'ResultCode'));
  const parameters = member(member(said, 'ResultParameters'), 'ResultParameter');
  const value = (key: string): string | undefined =>
    short(
      member(
        listed(parameters).find((each) => member(each, 'Key') === key),
        'Value',
      ),
    );
  const status = code === '0' ? value('TransactionStatus') : code === 'R000002' ? 'none' : 'unclear';
  return present({
    status,
    statusAt: String(clock.now().getTime()),
    statusReceipt: value('ReceiptNo'),
    statusAmount: value('Amount'),
  });
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What is kept of a callback is small: names, codes and receipts have less than a hundred characters. */
function short(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && text !== '' && text.length <= 100 ? text : undefined;
}

function present(told: Readonly<Record<string, string | undefined>>): Told {
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
