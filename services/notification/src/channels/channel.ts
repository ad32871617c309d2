export type ChannelName = 'sms' | 'email';

export type Message = {
  /** The same for every try of one delivery, so that a receiving system can tell a repeat. */
  readonly deliveryId: string;
  readonly recipient: string;
  readonly subject: string | null;
  readonly body: string;
};

/** What came of handing a message on. No text here may name the recipient: it is logged. */
export type Sent =
  | { readonly kind: 'delivered' }
  /** Worth trying again. */
  | { readonly kind: 'delayed'; readonly error: string }
  /** Will never work. */
  | { readonly kind: 'refused'; readonly error: string };

/** A way to reach people. Sending twice is possible after a crash between sending and remembering it: at least once. */
export type Channel = (message: Message) => Promise<Sent>;
